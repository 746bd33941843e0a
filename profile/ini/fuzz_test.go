package ini_test

import (
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"aws-runas/profile/ini"
)

// FuzzParse holds the parser against a second one, which is slow and simple: the two see the same profiles, the same of
// them are wrong, and the others have the same values.
func FuzzParse(f *testing.F) {
	seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", "FuzzParse", "*"))
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	slow := newSlowParser()
	f.Fuzz(func(t *testing.T, text string) {
		file, err := ini.Parse("config", text, ini.Config)
		if utf16 := strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"); utf16 != (err != nil) {
			t.Fatalf("UTF-16: %v, %v", utf16, err)
		}
		if err != nil || slow.quotes.MatchString(text) {
			return // the slow parser knows no quoted names
		}
		got := map[string]map[string]string{}
		for _, sec := range file.Sections {
			if sec.Kind != ini.Profile && sec.Kind != ini.PlainDefault {
				continue
			}
			values, err := file.Values(file.Profile(sec.Name))
			if err != nil {
				got[sec.Name] = nil
				continue
			}
			got[sec.Name] = map[string]string{}
			for key, v := range values {
				got[sec.Name][key] = v.Text
			}
		}
		if want := slow.parse(text); !reflect.DeepEqual(got, want) {
			t.Errorf("\nwant %q\n got %q", want, got)
		}
	})
}

type slowParser struct{ quotes, ignored, header, open, profile, property, block, comment, behind *regexp.Regexp }

func newSlowParser() slowParser {
	return slowParser{
		quotes:   regexp.MustCompile(`(?m)^\s*\[.*["'\\]`),
		ignored:  regexp.MustCompile(`^([#;].*)?$`),
		header:   regexp.MustCompile(`^\[(.*?)\]([\t-\r #;].*)?$`),
		open:     regexp.MustCompile(`^\[(.*)\]`),
		profile:  regexp.MustCompile(`^profile[\t-\r ]+([^\t-\r \pC]+)$`),
		property: regexp.MustCompile(`^([^=:]+)[=:](.*)$`),
		block:    regexp.MustCompile(`^[^=]+=`),
		comment:  regexp.MustCompile(`[\t-\r ][#;].*$`),
		behind:   regexp.MustCompile(`[\t-\r ][#;].*`),
	}
}

// parse reads the profiles of a config file; one that is wrong is nil.
func (p slowParser) parse(text string) map[string]map[string]string {
	all, broken := map[string]map[string]string{}, map[string]bool{}
	name, key := "", "" // that a property, and a continuation, goes to
	indent, block := -1, false
	for raw := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line := strings.TrimSpace(raw)
		depth := len(raw) - len(strings.TrimLeft(raw, "\t\v\f\r "))
		match := p.property.FindStringSubmatch(line)
		switch {
		case p.ignored.MatchString(line):
		case indent >= 0 && depth > indent:
			if broken[name] = broken[name] || block && !p.block.MatchString(line); key != "" {
				all[name][key] += "\n" + line
			}
		case strings.HasPrefix(line, "["):
			var closed bool
			if name, closed = p.nameOf(line); all[name] == nil {
				all[name] = map[string]string{}
			}
			broken[name] = broken[name] || !closed
			indent = -1
		default:
			indent, block, key = depth, false, ""
			if all[name] == nil {
				all[name] = map[string]string{}
			}
			if match == nil || p.comment.MatchString(match[1]) {
				broken[name] = true
				break
			}
			key = strings.ToLower(strings.TrimSpace(match[1]))
			all[name][key] = strings.TrimSpace(p.comment.ReplaceAllString(match[2], ""))
			block = all[name][key] == ""
		}
	}
	return p.tidy(all, broken)
}

// nameOf returns the name of a profile, "default " for that of a plain [default], and nothing for other sections; false
// where the header has no end.
func (p slowParser) nameOf(line string) (name string, closed bool) {
	match := p.header.FindStringSubmatch(line)
	if match == nil {
		match = p.open.FindStringSubmatch(line)
	}
	if closed = match != nil; !closed {
		match = []string{"", p.behind.ReplaceAllString(line[1:], "")}
	}
	inside := strings.TrimSpace(match[1])
	if inside == "default" {
		return "default ", closed
	}
	if match := p.profile.FindStringSubmatch(inside); match != nil && utf8.ValidString(match[1]) && !ini.HasControl(match[1]) {
		return match[1], closed
	}
	return "", closed
}

// tidy settles which default counts, and leaves out what is no profile.
func (p slowParser) tidy(all map[string]map[string]string, broken map[string]bool) map[string]map[string]string {
	for name := range all {
		if broken[name] {
			all[name] = nil
		}
	}
	if plain, is := all["default "]; is {
		if _, is := all["default"]; !is {
			all["default"] = plain
		}
	}
	delete(all, "default ")
	delete(all, "")
	return all
}
