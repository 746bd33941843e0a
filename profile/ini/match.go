package ini

import (
	"sort"
	"strings"
)

// Match calls found for each section that may have a word, which is in lower case, in its name or in the lines below its
// header, whatever their case: it may be called for one that has not, and more than once. It costs no more than a look at
// each byte.
func (f *File) Match(word string, found func(Section)) {
	if len(f.Sections) == 0 || word == "" {
		for _, s := range f.Sections {
			found(s)
		}
		return
	}
	text, plain := lower(f.text)
	if !plain || strings.ContainsAny(f.text, `\"'`) { // a name is then not as it stands in the text
		for _, s := range f.Sections {
			if strings.Contains(strings.ToLower(s.Name), word) {
				found(s)
			}
		}
	}
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return
		}
		// The header's line stands before the body: what is found there may be the next section's.
		at += i
		n := sort.Search(len(f.Sections), func(n int) bool { return int(f.Sections[n].body) > at })
		if n > 0 {
			found(f.Sections[n-1])
		}
		if n < len(f.Sections) {
			found(f.Sections[n])
			at = int(f.Sections[n].body)
			continue
		}
		return
	}
}

// lower is the text with its ASCII letters in lower case, each byte at its place; false where there are others than ASCII.
func lower(text string) (string, bool) {
	plain := true
	bytes := []byte(text)
	for i, c := range bytes {
		if 'A' <= c && c <= 'Z' {
			bytes[i] = c + 'a' - 'A'
		}
		plain = plain && c < 0x80
	}
	return string(bytes), plain
}
