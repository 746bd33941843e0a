// Pack makes what is published out of the programs that .ci/release has built.
//
// For each system it writes one archive, whose files are dated by the commit, owned by nobody in particular and in a fixed
// order, so that the same programs give the same bytes. It is not responsible for compiling, and it reads no clock.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	var r release
	flag.StringVar(&r.version, "version", "", "the version, as in v1.2.3")
	date := flag.Int64("date", 0, "the commit's time, in seconds since 1970")
	flag.StringVar(&r.bin, "bin", "", "the directory with a program in OS/ARCH/ each")
	flag.StringVar(&r.program, "program", "", "the program for this machine, which writes its manual page and completions")
	flag.StringVar(&r.url, "url", "", "where the archives will be downloaded from")
	flag.StringVar(&r.home, "home", "", "the project's page")
	flag.StringVar(&r.out, "out", "", "the directory to write to")
	flag.Parse()
	r.date = time.Unix(*date, 0).UTC()
	if err := r.pack(); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// release is one version and where its parts are.
type release struct {
	version           string
	date              time.Time
	bin, program, out string
	url, home         string
}

// file is a part of an archive.
type file struct {
	name string // with slashes, relative
	mode fs.FileMode
	data []byte
}

// pack writes every published file, and their sums last.
func (r release) pack() error {
	targets, err := filepath.Glob(filepath.Join(r.bin, "*", "*", "aws-runas*"))
	if err != nil || len(targets) == 0 {
		return errors.Join(fmt.Errorf("no programs in %s", r.bin), err)
	}
	slices.Sort(targets)
	documents, err := r.documents()
	if err != nil {
		return err
	}
	sums := map[string]string{}
	for _, program := range targets {
		if err := r.target(program, documents, sums); err != nil {
			return fmt.Errorf("%s: %w", program, err)
		}
	}
	if err := r.templates(sums); err != nil {
		return err
	}
	return r.writeSums(sums)
}

// documents are the files beside the program, the same in every archive.
func (r release) documents() ([]file, error) {
	var files []file
	for _, name := range []string{"LICENSE", "README.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name, 0o644, data})
	}
	for _, made := range []struct {
		name string
		args []string
	}{
		{"aws-runas.1", []string{"help", "--man"}},
		{"completions/aws-runas.bash", []string{"completion", "bash"}},
		{"completions/_aws-runas", []string{"completion", "zsh"}},
		{"completions/aws-runas.fish", []string{"completion", "fish"}},
		{"completions/aws-runas.ps1", []string{"completion", "powershell"}},
	} {
		data, err := exec.Command(r.program, made.args...).Output()
		if err != nil || len(data) == 0 {
			return nil, fmt.Errorf("aws-runas %s printed %d bytes: %w", strings.Join(made.args, " "), len(data), err)
		}
		files = append(files, file{made.name, 0o644, data})
	}
	return files, nil
}

// target writes the archive of one system, and the Debian package of a Linux.
func (r release) target(program string, documents []file, sums map[string]string) error {
	arch := filepath.Base(filepath.Dir(program))
	system := filepath.Base(filepath.Dir(filepath.Dir(program)))
	data, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	parts, err := r.sbom(program, system+"/"+arch)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("aws-runas_%s_%s_%s", strings.TrimPrefix(r.version, "v"), system, arch)
	files := slices.Concat([]file{{filepath.Base(program), 0o755, data}, {"aws-runas.spdx.json", 0o644, parts}}, documents)
	archive, ending := tarball, ".tar.gz"
	if system == "windows" {
		archive, ending = zipped, ".zip"
	}
	packed, err := archive(name, files, r.date)
	if err != nil {
		return err
	}
	if err := r.write(name+ending, packed, sums); err != nil || system != "linux" {
		return err
	}
	deb, err := r.deb(arch, data, documents)
	if err != nil {
		return err
	}
	return r.write(fmt.Sprintf("aws-runas_%s_%s.deb", r.debianVersion(), arch), deb, sums)
}

// write writes a published file and notes its sum.
func (r release) write(name string, data []byte, sums map[string]string) error {
	sums[name] = fmt.Sprintf("%x", sha256.Sum256(data))
	return os.WriteFile(filepath.Join(r.out, name), data, 0o644)
}

// writeSums writes what `sha256sum --check SHA256SUMS` reads.
func (r release) writeSums(sums map[string]string) error {
	var lines []string
	for name, sum := range sums {
		lines = append(lines, sum+"  "+name+"\n")
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), []byte(strings.Join(lines, "")), 0o644)
}
