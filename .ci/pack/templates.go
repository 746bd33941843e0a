package main

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

//go:embed templates
var templateFiles embed.FS

// templates fills the formula for Homebrew and the manifest for Scoop with the version and the archives' sums. A sum that is
// not there is an error.
func (r release) templates(sums map[string]string) error {
	version := strings.TrimPrefix(r.version, "v")
	name := func(system, arch, ending string) string {
		return fmt.Sprintf("aws-runas_%s_%s_%s.%s", version, system, arch, ending)
	}
	functions := template.FuncMap{
		"home": func() string { return r.home },
		"url":  func(system, arch, ending string) string { return r.url + "/" + name(system, arch, ending) },
		"sum": func(system, arch, ending string) (string, error) {
			sum, ok := sums[name(system, arch, ending)]
			if !ok {
				return "", fmt.Errorf("there is no %s", name(system, arch, ending))
			}
			return sum, nil
		},
		"folder": func(system, arch string) string { return strings.TrimSuffix(name(system, arch, ""), ".") },
	}
	for _, file := range []string{"aws-runas.rb", "aws-runas.json"} {
		t, err := template.New(file).Funcs(functions).ParseFS(templateFiles, "templates/"+file)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, version); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(r.out, file), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
