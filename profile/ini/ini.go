// Package ini reads the grammar of the AWS files: sections, keys and raw values, each with its position.
//
// A file is scanned once, for its sections; the keys of a section are read when they are asked for. What a key means, and
// whether its value is one, it does not know. It opens no file.
package ini

import (
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
)

// Position is a place in a file, for messages.
type Position struct {
	File string
	Line int // from 1; 0 stands for the file as a whole
}

// String returns the position as file:line.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Error is an error about a place in a file. It repeats no text of the file, which may be a secret.
type Error struct {
	At     Position
	Reason string
	hint   string
}

// Error returns the place and the reason.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.At, e.Reason) }

// Hint returns what to do next; empty where the reason says it all.
func (e *Error) Hint() string { return e.hint }

// File is a text with its sections.
type File struct {
	Path     string
	Sections []Section // in the text's order
	text     string    // without a byte order mark
	stray    int       // the first line that is above all headers; 0 where there is none
	index    index
}

// Section is a header with the place of the lines below it, which Values reads.
type Section struct {
	Kind Kind
	Name string
	// Broken says that the header has no end. Its name is then what is there of one, and the lines below it belong to nobody:
	// least of all to the section above.
	Broken bool
	Line   int32 // of the header
	body   int32 // offset of the line below it
	next   int32 // see index
}

// Parse finds the sections of a text. The path is for messages. What is wrong with a line is the error of who reads its
// section (see Values), so that it costs the section and not the file.
func Parse(path, text string, grammar Grammar) (*File, error) {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return nil, &Error{At: Position{File: path}, Reason: "this file is UTF-16", hint: "save it as UTF-8"}
	}
	f := &File{Path: path, text: strings.TrimPrefix(text, "\ufeff")}
	f.Sections, f.stray = scan(f.text, grammar)
	f.index = newIndex(f.Sections)
	return f, nil
}

// CheckStray is an *Error where lines stand above all headers, and so in no section.
func (f *File) CheckStray() error {
	if f.stray == 0 {
		return nil
	}
	return &Error{At: Position{f.Path, f.stray}, Reason: "there is no section's header above this line"}
}

// Find returns the sections of a kind and name in the file's order.
func (f *File) Find(k Kind, name string) []Section {
	var found []Section
	for i := *f.index.bucket(name); i != 0; i = f.Sections[i-1].next {
		if s := f.Sections[i-1]; s.Kind == k && s.Name == name {
			found = append(found, s)
		}
	}
	return found
}

// Profile returns the sections that make up a profile.
func (f *File) Profile(name string) []Section {
	found := f.Find(Profile, name)
	if len(found) == 0 && name == "default" {
		return f.Find(PlainDefault, name)
	}
	return found
}

// HasProfile reports whether the file has a profile of that name.
func (f *File) HasProfile(name string) bool { return len(f.Profile(name)) > 0 }

// ProfileAt returns where a profile begins; the file as a whole where it is not there.
func (f *File) ProfileAt(name string) Position {
	if found := f.Profile(name); len(found) > 0 {
		return f.At(found[0])
	}
	return Position{File: f.Path}
}

// At returns where a section begins.
func (f *File) At(s Section) Position { return Position{f.Path, int(s.Line)} }

// index finds sections by name. It is a hash table that is a quarter of the work of a map to fill, which is what counts:
// of 10,000 profiles a chain needs a few. A bucket holds the number, from 1, of its first section, whose next is that of
// the second, and so on to 0.
type index struct {
	seed    maphash.Seed
	buckets []int32
}

func newIndex(sections []Section) index {
	x := index{maphash.MakeSeed(), make([]int32, 1<<bits.Len(uint(len(sections))))}
	for i := range slices.Backward(sections) {
		bucket := x.bucket(sections[i].Name)
		sections[i].next, *bucket = *bucket, int32(i+1)
	}
	return x
}

func (x index) bucket(name string) *int32 {
	return &x.buckets[maphash.String(x.seed, name)&uint64(len(x.buckets)-1)]
}
