package profile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"aws-runas/profile/ini"
	"aws-runas/sts/ststest/need"
)

// contradictions are the cases that can't be met, and why. The first three are those of which the AWS CLI, which is the
// vendors' own too, does the opposite; the last two are of suite b and can't be met together with suite a.
func contradictions() map[string]string {
	return map[string]string{
		"Property definitions must contain an equals sign.":                 "to the AWS CLI a colon separates too",
		"Profile names support alphanumeric characters and - / . % @ _ : +": "the AWS CLI knows the profile foo!bar",
		"Invalid profile names are ignored.":                                "the AWS CLI knows [in valid 2] of the credentials file",
		"All valid property name characters are supported.":                 "suite a has keys in lower case",
		"SSO Session in credentials file is invalid":                        "suite a takes no offence at it",
	}
}

// tree is the content of files: the kinds of sections as the suites call them, their names, their keys. A value is a
// string, or in suite b a map of the sub-properties.
type tree map[string]map[string]map[string]any

func TestSuiteA(t *testing.T) {
	t.Parallel()
	type output struct {
		Config          tree
		ErrorContaining string
	}
	plain := func(v ini.Value) any { return v.Text }
	runSuite(t, "a", 65, 3, func(t *testing.T, text json.RawMessage) (tree, bool) {
		var o output
		decode(t, text, &o)
		return o.Config, o.ErrorContaining != ""
	}, func(s *Set) tree { return s.tree(t, "sso_sessions", plain) })
}

func TestSuiteB(t *testing.T) {
	t.Parallel()
	nested := func(v ini.Value) any {
		if !strings.HasPrefix(v.Text, "\n") {
			return v.Text
		}
		m := map[string]any{}
		for key, text := range v.SubProperties() {
			m[key] = text
		}
		return m
	}
	runSuite(t, "b", 67, 4, func(t *testing.T, text json.RawMessage) (tree, bool) {
		var o map[string]json.RawMessage
		decode(t, text, &o)
		want := tree{}
		for kind, sections := range o {
			if kind != "errorContaining" && kind != "unknown" { // sections of no meaning to us are not kept
				var m map[string]map[string]any
				decode(t, sections, &m)
				want[kind] = m
			}
		}
		return want, o["errorContaining"] != nil
	}, func(s *Set) tree { return s.tree(t, "sso-sessions", nested) })
}

// runSuite runs a suite of a vendor's parser: files, and what is in them or that they are wrong.
func runSuite(t *testing.T, suite string, size, without int,
	want func(*testing.T, json.RawMessage) (tree, bool), have func(*Set) tree) {
	text, err := os.ReadFile(filepath.Join(need.Folder(t, "conformance"), "shared-config-grammar-"+suite+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Tests []struct {
			Name   string
			Input  struct{ ConfigFile, CredentialsFile string }
			Output json.RawMessage
		}
	}
	decode(t, text, &file)
	if len(file.Tests) != size {
		t.Fatalf("want %d cases, got %d", size, len(file.Tests))
	}
	for _, c := range file.Tests {
		if why := contradictions()[c.Name]; why != "" && (suite == "b" || !strings.HasPrefix(why, "suite a")) {
			without--
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			wantTree, wantError := want(t, c.Output)
			s, err := Load(in(t, map[string]string{"config": c.Input.ConfigFile, "credentials": c.Input.CredentialsFile}))
			if wantError {
				if err == nil {
					err = s.firstError()
				}
				if err == nil || !regexp.MustCompile(`[/\\](config|credentials):\d+: `).MatchString(err.Error()) {
					t.Fatalf("want an error that names file and line, got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := have(s); !reflect.DeepEqual(got, wantTree.withoutEmpty()) {
				t.Errorf("want %v, got %v", wantTree, got)
			}
		})
	}
	if without != 0 {
		t.Errorf("%d cases that were to be left out are not there", without)
	}
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// firstError reads all sections and returns what is wrong with one: a line costs its section, and not the file.
func (s *Set) firstError() error {
	for _, f := range []*file{s.config, s.credentials} {
		if err := f.CheckStray(); err != nil {
			return err
		}
		for _, sec := range f.Sections {
			if _, err := f.Values([]ini.Section{sec}); err != nil {
				return err
			}
		}
	}
	return nil
}

// tree returns the content of the set's own files.
func (s *Set) tree(t *testing.T, sessions string, plain func(ini.Value) any) tree {
	add := func(into map[string]map[string]any, name string, f *file, sections []ini.Section) {
		values, err := f.Values(sections)
		if err != nil {
			t.Fatal(err)
		}
		if into[name] == nil {
			into[name] = map[string]any{}
		}
		for key, v := range values {
			if ini.IsName(key) {
				into[name][key] = plain(v)
			}
		}
	}
	all := tree{"profiles": {}, sessions: {}, "services": {}}
	for _, name := range s.Names() {
		add(all["profiles"], name, s.config, s.config.Profile(name))
		add(all["profiles"], name, s.credentials, s.credentials.Profile(name))
	}
	for _, sec := range s.config.Sections {
		switch sec.Kind {
		case ini.SSOSession:
			add(all[sessions], sec.Name, s.config, s.config.Find(ini.SSOSession, sec.Name))
		case ini.Services:
			add(all["services"], sec.Name, s.config, s.config.Find(ini.Services, sec.Name))
		}
	}
	return all.withoutEmpty()
}

// withoutEmpty leaves out kinds without sections, which the suites spell in different ways.
func (t tree) withoutEmpty() tree {
	full := tree{}
	for kind, sections := range t {
		if len(sections) > 0 {
			full[kind] = sections
		}
	}
	return full
}
