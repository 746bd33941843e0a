package ini_test

import (
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"aws-runas/profile/ini"
)

// FuzzParse holds the parser against a second one, which is slow and simple: the two take the same files for right, and
// see the same profiles and values in them.
func FuzzParse(f *testing.F) {
	seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", "FuzzParse", "*"))
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	slow := newSlowParser()
	f.Fuzz(func(t *testing.T, text string) {
		file, err := ini.Parse("config", text, ini.Config)
		want, ok := slow.parse(text)
		if slow.quotes.MatchString(text) {
			return // the slow parser knows no quoted names
		}
		if (err == nil) != ok {
			t.Fatalf("the slow parser takes it for right: %v; this one says: %v", ok, err)
		}
		if err != nil {
			return
		}
		got := map[string]map[string]string{}
		for _, sec := range file.Sections {
			if sec.Kind != ini.Profile && sec.Kind != ini.PlainDefault {
				continue
			}
			values, err := file.Values(file.Profile(sec.Name))
			if err != nil {
				t.Fatal(err)
			}
			got[sec.Name] = map[string]string{}
			for key, v := range values {
				got[sec.Name][key] = v.Text
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("\nwant %q\n got %q", want, got)
		}
	})
}

type slowParser struct {
	quotes, ignored, header, profile, name, property, comment *regexp.Regexp
}

func newSlowParser() slowParser {
	return slowParser{
		quotes:   regexp.MustCompile(`(?m)^\s*\[.*["']`),
		ignored:  regexp.MustCompile(`^([#;].*)?$`),
		header:   regexp.MustCompile(`^\[([^#;]*)\][\t-\r ]*([#;].*)?$`),
		profile:  regexp.MustCompile(`^profile[\t-\r ](.*)$`),
		name:     regexp.MustCompile(`^[-\pL\pN\pM_/.%@:+]+$`),
		property: regexp.MustCompile(`^([^=]+)=(.*)$`),
		comment:  regexp.MustCompile(`[\t-\r ][#;].*$`),
	}
}

// parse reads the profiles of a config file; false where the file is wrong.
func (p slowParser) parse(text string) (map[string]map[string]string, bool) {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return nil, false
	}
	all := map[string]map[string]string{}
	var section map[string]string // the one that a property goes to; not nil when there was a header
	var key string                // that a continuation goes to
	indent, block := -1, false    // of that key; no key where indent is -1
	for raw := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line := strings.TrimSpace(raw)
		depth := len(raw) - len(strings.TrimLeft(raw, "\t\v\f\r "))
		if p.ignored.MatchString(line) {
			continue
		}
		if indent >= 0 && depth > indent {
			if block && !p.property.MatchString(line) {
				return nil, false
			}
			section[key] += "\n" + line
			continue
		}
		if strings.HasPrefix(line, "[") {
			match := p.header.FindStringSubmatch(line)
			if match == nil {
				return nil, false
			}
			name := p.nameOf(strings.TrimSpace(match[1]))
			if all[name] == nil {
				all[name] = map[string]string{}
			}
			section, indent = all[name], -1
			continue
		}
		match := p.property.FindStringSubmatch(line)
		if section == nil || match == nil || p.comment.MatchString(match[1]) {
			return nil, false
		}
		key, indent = strings.ToLower(strings.TrimSpace(match[1])), depth
		section[key] = strings.TrimSpace(p.comment.ReplaceAllString(match[2], ""))
		block = section[key] == ""
	}
	return p.tidy(all), true
}

// nameOf gives the name of a profile, "default " for that of a plain [default], and nothing for other sections.
func (p slowParser) nameOf(inside string) string {
	if inside == "default" {
		return "default "
	}
	if match := p.profile.FindStringSubmatch(inside); match != nil && p.name.MatchString(strings.TrimSpace(match[1])) {
		return strings.TrimSpace(match[1])
	}
	return ""
}

// tidy settles which default counts, and leaves out what is no profile and no key.
func (p slowParser) tidy(all map[string]map[string]string) map[string]map[string]string {
	if plain := all["default "]; plain != nil && all["default"] == nil {
		all["default"] = plain
	}
	delete(all, "default ")
	delete(all, "")
	for _, section := range all {
		for key := range section {
			if key == "-" || !p.name.MatchString(key) {
				delete(section, key)
			}
		}
	}
	return all
}
