package profile

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"math/bits"
	"os"
	"slices"
	"strings"

	"aws-runas/profile/openfile"
)

// maxFile is far above any config file. It keeps a file that somebody else made from filling the memory.
const maxFile = 64 << 20

// file is one of the AWS files.
type file struct {
	path          string
	local         bool // ./aws_config
	isCredentials bool
	raw           string // all of its bytes
	text          string // without a byte order mark
	sections      []section
	index         index
}

// readOwn reads a file of the user's.
func readOwn(path string, required bool, nameOf func(string) (kind, string)) (*file, error) {
	if inHome(path) {
		return nil, &fault{
			at:     Position{File: path},
			reason: "the home directory is not known",
			hint:   "set HOME, or give the file's absolute path",
		}
	}
	text, err := read(path)
	if path == "" || !required && errors.Is(err, fs.ErrNotExist) {
		return newFile(path, "", nameOf)
	}
	if err != nil {
		return nil, err
	}
	return newFile(path, text, nameOf)
}

// readLocal reads ./aws_config.
func readLocal(path string) (*file, error) {
	text, err := readRegular(path)
	if err != nil {
		return nil, err
	}
	f, err := newFile(path, text, configName)
	if err != nil {
		return nil, err
	}
	f.local = true
	return f, nil
}

// readRegular reads a file that anybody may have put there. It has to be a regular one: a pipe would keep us waiting.
func readRegular(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", &fault{at: Position{File: path}, reason: "not a regular file"}
	}
	return read(path)
}

func read(path string) (string, error) {
	f, err := openfile.ForReading(path, 0)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", &fault{at: Position{File: path}, reason: "a directory, not a file"}
	}
	var text strings.Builder
	text.Grow(int(min(info.Size(), maxFile)) + 1)
	n, err := io.CopyBuffer(&text, io.LimitReader(f, maxFile+1), make([]byte, min(info.Size()+512, 32<<10)))
	if err != nil {
		return "", err
	}
	if n > maxFile {
		return "", &fault{at: Position{File: path}, reason: fmt.Sprintf("larger than %d MiB", maxFile>>20)}
	}
	return text.String(), nil
}

// newFile cuts a file's text into sections.
func newFile(path, text string, nameOf func(string) (kind, string)) (*file, error) {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return nil, &fault{at: Position{File: path}, reason: "this file is UTF-16", hint: "save it as UTF-8"}
	}
	f := &file{path: path, raw: text, text: strings.TrimPrefix(text, "\ufeff")}
	var err error
	if f.sections, err = cut(path, f.text, nameOf); err != nil {
		return nil, err
	}
	f.index = newIndex(f.sections)
	return f, nil
}

// find gives the sections of a kind and name in the file's order.
func (f *file) find(k kind, name string) []section {
	var found []section
	for i := *f.index.bucket(name); i != 0; i = f.sections[i-1].next {
		if s := f.sections[i-1]; s.kind == k && s.name == name {
			found = append(found, s)
		}
	}
	return found
}

// index finds sections by name. It is a hash table that is a quarter of the work of a map to fill, which is what counts:
// of 10,000 profiles a chain needs a few. A bucket holds the number, from 1, of its first section, whose next is that of
// the second, and so on to 0.
type index struct {
	seed    maphash.Seed
	buckets []int32
}

func newIndex(sections []section) index {
	x := index{maphash.MakeSeed(), make([]int32, 1<<bits.Len(uint(len(sections))))}
	for i := range slices.Backward(sections) {
		bucket := x.bucket(sections[i].name)
		sections[i].next, *bucket = *bucket, int32(i+1)
	}
	return x
}

func (x index) bucket(name string) *int32 {
	return &x.buckets[maphash.String(x.seed, name)&uint64(len(x.buckets)-1)]
}

// profile gives the sections that make up a profile.
func (f *file) profile(name string) []section {
	found := f.find(profileSection, name)
	if len(found) == 0 && name == "default" {
		return f.find(plainDefault, name)
	}
	return found
}

func (f *file) hasProfile(name string) bool { return len(f.profile(name)) > 0 }

// profileAt says where a profile begins; the file as a whole where it is not there.
func (f *file) profileAt(name string) Position {
	at := Position{File: f.path}
	if found := f.profile(name); len(found) > 0 {
		at.Line = int(found[0].line)
	}
	return at
}
