package ini_test

import (
	"strings"
	"testing"

	"aws-runas/profile/ini"
)

func TestLines(t *testing.T) {
	t.Parallel()
	text := "\ufeff# above\n\n[profile a]\r\nKey = 1\n  more\n# between\n  and more\n; x\n[b\ns3 =\n  x = 1\nC : 2\n junk"
	f, err := ini.Parse("config", text, ini.Config)
	if err != nil {
		t.Fatal(err)
	}
	var joined strings.Builder
	var got []string
	for l := range f.Lines() {
		joined.WriteString(l.Text)
		kind := l.Key
		if l.Header {
			kind = "[" + f.Sections[l.Section].Name + "]"
		}
		got = append(got, string(rune('0'+l.Section+1))+" "+kind)
	}
	if want := strings.TrimPrefix(text, "\ufeff"); joined.String() != want {
		t.Errorf("joined %q, want %q", joined.String(), want)
	}
	want := "0 |0 |1 [a]|1 key|1 key|1 |1 key|1 |2 [b]|2 s3|2 s3|2 c|2 c"
	if strings.Join(got, "|") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "|"), want)
	}
}
