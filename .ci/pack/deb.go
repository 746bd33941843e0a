package main

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// deb returns a Debian package, as deb(5) describes it: an ar archive of the version of the format, a tar archive of what
// dpkg wants to know, and one of the files.
func (r release) deb(arch string, program []byte, documents []file) ([]byte, error) {
	files, err := r.installed(program, documents)
	if err != nil {
		return nil, err
	}
	var sums strings.Builder
	size := 0
	for _, f := range files {
		fmt.Fprintf(&sums, "%x  %s\n", md5.Sum(f.data), f.name)
		size += len(f.data)
	}
	control := fmt.Sprintf(`Package: aws-runas
Version: %s
Architecture: %s
Maintainer: The aws-runas authors <maintainers@aws-runas.invalid>
Installed-Size: %d
Section: admin
Priority: optional
Description: AWS role credentials in the shell you are already in
 Exports the credentials of a role from ~/.aws/config into a running shell,
 renews them there before they expire, and asks for an MFA code only when one
 is needed. Runs single commands under a role as well.
`, r.debianVersion(), arch, (size+1023)/1024)
	controls := []file{{"control", 0o644, []byte(control)}, {"md5sums", 0o644, []byte(sums.String())}}
	var b bytes.Buffer
	b.WriteString("!<arch>\n")
	member(&b, "debian-binary", []byte("2.0\n"), r.date)
	for _, part := range []struct {
		name  string
		files []file
	}{{"control.tar.gz", controls}, {"data.tar.gz", files}} {
		data, err := gzipped(func(w io.Writer) error { return writeTar(w, "./", part.files, r.date) })
		if err != nil {
			return nil, err
		}
		member(&b, part.name, data, r.date)
	}
	return b.Bytes(), nil
}

// member appends a member of an ar archive, which begins at an even byte.
func member(b *bytes.Buffer, name string, data []byte, date time.Time) {
	fmt.Fprintf(b, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, date.Unix(), 0, 0, "100644", len(data))
	b.Write(data)
	if len(data)%2 == 1 {
		b.WriteByte('\n')
	}
}

// debianVersion is the version as Debian sorts it: a tilde puts 1.0.0-rc.1 before 1.0.0.
func (r release) debianVersion() string {
	return strings.Replace(strings.TrimPrefix(r.version, "v"), "-", "~", 1)
}

// installed are the files of the package in the places that Debian's policy gives them.
func (r release) installed(program []byte, documents []file) ([]file, error) {
	const doc = "usr/share/doc/aws-runas/"
	places := map[string]string{
		"README.md":                  doc + "README.md",
		"aws-runas.1":                "usr/share/man/man1/aws-runas.1.gz",
		"completions/aws-runas.bash": "usr/share/bash-completion/completions/aws-runas",
		"completions/_aws-runas":     "usr/share/zsh/vendor-completions/_aws-runas",
		"completions/aws-runas.fish": "usr/share/fish/vendor_completions.d/aws-runas.fish",
	}
	changelog := fmt.Sprintf("aws-runas (%s) unstable; urgency=medium\n\n  * See the project's CHANGELOG.\n\n -- %s  %s\n",
		r.debianVersion(), "The aws-runas authors <maintainers@aws-runas.invalid>", r.date.Format(time.RFC1123Z))
	files := []file{
		{"usr/bin/aws-runas", 0o755, program},
		{doc + "changelog.gz", 0o644, []byte(changelog)},
		// A program of Go has no shared libraries to link with.
		{"usr/share/lintian/overrides/aws-runas", 0o644, []byte("aws-runas: statically-linked-binary [usr/bin/aws-runas]\n")},
	}
	for _, d := range documents {
		if d.name == "LICENSE" {
			files = append(files, file{doc + "copyright", d.mode, d.data})
		}
		if place := places[d.name]; place != "" {
			files = append(files, file{place, d.mode, d.data})
		}
	}
	for i, f := range files {
		if path.Ext(f.name) != ".gz" {
			continue
		}
		data, err := gzipped(func(w io.Writer) error { _, err := w.Write(f.data); return err })
		if err != nil {
			return nil, err
		}
		files[i].data = data
	}
	return files, nil
}
