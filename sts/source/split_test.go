package source

import (
	"slices"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		line           string
		posix, windows []string // nil stands for an error
	}{
		{`a b  c`, []string{"a", "b", "c"}, []string{"a", "b", "c"}},
		{" \ta\t", []string{"a"}, []string{"a"}},
		{"a\nb\r", []string{"a", "b"}, []string{"a\nb\r"}},
		{`'a b' c`, []string{"a b", "c"}, []string{"'a", "b'", "c"}},
		{`"a b"'c d'e`, []string{"a bc de"}, []string{"a b'c", "d'e"}},
		{`a "" b`, []string{"a", "", "b"}, []string{"a", "", "b"}},
		{`a '' b`, []string{"a", "", "b"}, []string{"a", "''", "b"}},
		{`a\ b c`, []string{"a b", "c"}, []string{`a\`, "b", "c"}},
		{`"a\"b\\c\d"`, []string{`a"b\c\d`}, []string{`a"b\\c\d`}},
		{`'a\'b`, []string{`a\b`}, []string{`'a\'b`}},
		{`C:\bin\x.exe "C:\a b\"`, nil, nil},
		{`C:\bin\x.exe "C:\a b\\" y`, []string{"C:binx.exe", `C:\a b\`, "y"}, []string{`C:\bin\x.exe`, `C:\a b\`, "y"}},
		{`~/x $HOME *.c`, []string{"~/x", "$HOME", "*.c"}, []string{"~/x", "$HOME", "*.c"}},
		{`a;b|c&d #e`, []string{"a;b|c&d", "#e"}, []string{"a;b|c&d", "#e"}},
		{`é 'ü x'`, []string{"é", "ü x"}, []string{"é", "'ü", "x'"}},
		{`a 'b`, nil, []string{"a", "'b"}},
		{`a "b`, nil, nil},
		{`a "b\`, nil, nil},
		{`a\`, nil, []string{`a\`}},
		{``, nil, nil},
		{`  `, nil, nil},
	} {
		for windows, want := range map[bool][]string{false: test.posix, true: test.windows} {
			got, err := split(test.line, windows)
			if want == nil && err == nil || want != nil && !slices.Equal(got, want) {
				t.Errorf("split %q (windows %v): %q, %v; want %q", test.line, windows, got, err, want)
			}
		}
	}
}

// FuzzSplit holds that the words of a line, quoted, are the same words again.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{`a 'b c'`, `"a\"b"`, `C:\x "y z"`, "\\", `''`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := split(line, false)
		if err != nil {
			return
		}
		var quoted []string
		for _, word := range words {
			quoted = append(quoted, "'"+strings.ReplaceAll(word, "'", `'\''`)+"'")
		}
		again, err := split(strings.Join(quoted, " "), false)
		if err != nil || !slices.Equal(again, words) {
			t.Errorf("split %q: %q, and of these words quoted: %q, %v", line, words, again, err)
		}
	})
}
