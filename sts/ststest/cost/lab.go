//go:build linux

package main

import (
	"context"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"aws-runas/sts/ststest"
)

// lab is where things are measured: a directory with the programs and two homes, and the STS.
type lab struct {
	bin    string
	few    string // a home with 10 profiles
	many   string // one with 10,000
	roots  string // the certificates that the programs trust
	server *ststest.Server
	front  *httptest.Server // the same by HTTPS, as AWS has it
	warm   race             // nothing has to be asked for
	cold   race             // nothing is cached
}

// The profile that is asked for is the last of its file.
const profileName = "target"

// setUp builds the programs, makes the homes and fills their caches. The caller closes the lab.
func setUp(ctx context.Context, dir string) (*lab, error) {
	l := &lab{
		bin: filepath.Join(dir, "bin"), few: filepath.Join(dir, "few"), many: filepath.Join(dir, "many"), roots: filepath.Join(dir, "roots.pem"),
		server: ststest.New(ststest.Fixture(), time.Now),
	}
	l.front = httptest.NewTLSServer(overHTTPS(l.server))
	if err := l.furnish(ctx); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lab) close() {
	l.front.Close()
	l.server.Close()
}

// overHTTPS passes requests on as they are, with the host that their signature is for.
func overHTTPS(server *ststest.Server) http.Handler {
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = "http", strings.TrimPrefix(server.URL, "http://")
		r.Out.Host = r.In.Host
	}}
}

// writeRoots writes the system's certificates, as many as there are to be read in life, and the front's.
func (l *lab) writeRoots() error {
	pem := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: l.front.Certificate().Raw})
	for _, file := range []string{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"} {
		if system, err := os.ReadFile(file); err == nil {
			pem = append(pem, system...)
			break
		}
	}
	return os.WriteFile(l.roots, pem, 0o600)
}

func (l *lab) furnish(ctx context.Context) error {
	const programs = "./sts/ststest/cost/"
	built := l.bin + "-built"
	err := build(ctx, releaseFlags, built+"/", ".", programs+"hello", programs+"bare", programs+"linked", programs+"peak")
	if err != nil {
		return err
	}
	if err := install(ctx, built, l.bin); err != nil {
		return err
	}
	for home, profiles := range map[string]int{l.few: 10, l.many: 10_000} {
		if err := writeHome(home, profiles); err != nil {
			return err
		}
	}
	if err := l.writeRoots(); err != nil {
		return err
	}
	warm, err := l.warmRace()
	if err != nil {
		return err
	}
	l.warm, l.cold = warm, l.coldRace()
	for _, s := range slices.Concat(l.cold, l.warm) { // fills the caches, and brings the programs into memory
		if _, err := s.time(ctx); err != nil {
			return err
		}
	}
	return nil
}

// releaseFlags are what releases are built with. HTTP/2, which aws-runas does not speak, is left out.
var releaseFlags = []string{"-trimpath", "-tags=nethttpomithttp2", "-ldflags=-s -w"}

// build compiles packages of the module that the working directory is in.
func build(ctx context.Context, flags []string, target string, packages ...string) error {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "aws-runas").Output()
	if err != nil {
		return fmt.Errorf("find the source of aws-runas, which the working directory must be in: %w", err)
	}
	args := append([]string{"build", "-buildvcs=false", "-o", target}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, packages...)...)
	cmd.Dir = strings.TrimSpace(string(root))
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	return nil
}

// install copies the programs of a directory into another, as whoever installs a release does. The linker writes a program
// page by page, and so the system keeps it in memory: every start of that file would cost some 0.3 ms more, until it is
// read from the disk again.
func install(ctx context.Context, from, to string) error {
	programs, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, "cp", append(programs, to)...).CombinedOutput(); err != nil {
		return fmt.Errorf("cp: %w\n%s", err, out)
	}
	return nil
}

// writeHome writes the files of ststest's alice, with as many profiles in the config file as are wanted.
func writeHome(home string, profiles int) error {
	if err := ststest.WriteConfig(home); err != nil {
		return err
	}
	var config strings.Builder
	config.WriteString("[default]\nregion = eu-west-1\n")
	for i := 2; i <= profiles; i++ {
		name := fmt.Sprintf("account-%05d", i)
		if i == profiles {
			name = profileName
		}
		fmt.Fprintf(&config, "\n[profile %s]\nrole_arn = %s\nsource_profile = default\nregion = eu-west-1\n", name, ststest.DeveloperARN)
	}
	return os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config.String()), 0o600)
}

// environ is all of the environment that the programs get.
func (l *lab) environ(home string, more ...string) []string {
	return append([]string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + home,
		"SHELL=/bin/sh",
		"AWS_ENDPOINT_URL=" + l.front.URL,
		"AWS_ENDPOINT_URL_STS=" + l.front.URL,
		"SSL_CERT_FILE=" + l.roots,
		"AWS_EC2_METADATA_DISABLED=true",
		"NO_PROXY=127.0.0.1",
	}, more...)
}
