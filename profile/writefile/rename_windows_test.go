package writefile_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"aws-runas/profile/openfile"
	"aws-runas/profile/writefile"
)

// TestReplacedUnderAReader replaces a file that another program has open, which lets nobody replace it until it is done.
func TestReplacedUnderAReader(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := os.Rename(filepath.Join(t.TempDir(), "nothing"), file); err == nil {
		t.Fatal("what isn't there was renamed")
	}
	impatient, err := writefile.Create(file, "new-*")
	if err != nil {
		t.Fatal(err)
	}
	impatient.Patience = time.Millisecond
	if err := impatient.Replace([]byte("new"), false); !openfile.Changing(err) {
		t.Fatalf("with a reader: %v, and it isn't tried again", err)
	}
	impatient.Discard()

	patient, err := writefile.Create(file, "new-*")
	if err != nil {
		t.Fatal(err)
	}
	defer patient.Discard()
	patient.Patience = time.Minute
	replaced := make(chan error, 1)
	go func() { replaced <- patient.Replace([]byte("new"), false) }()
	for { // until it waits
		if text, err := os.ReadFile(file); err != nil || string(text) != "old" {
			t.Fatalf("%q, %v while a reader has it", text, err)
		}
		if files, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "new-*")); len(files) == 1 {
			if info, err := os.Stat(files[0]); err == nil && info.Size() == 3 {
				break
			}
		}
	}
	if text, err := io.ReadAll(reader); string(text) != "old" || err != nil {
		t.Errorf("the reader has %q, %v", text, err)
	}
	reader.Close()
	if err := <-replaced; err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(file); string(text) != "new" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

// TestReadersAndWriters has a reader of ours meet a writer, again and again: it finds the one content or the other.
func TestReadersAndWriters(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "entry")
	if err := writefile.Replace(file, "new-*", []byte("0"), false); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		written := make(chan error, 1)
		go func() { written <- writefile.Replace(file, "new-*", []byte{'0' + byte(i%10)}, false) }()
		if text, err := openfile.Read(file); len(text) != 1 || err != nil {
			t.Errorf("a reader: %q, %v", text, err)
		}
		if err := <-written; err != nil {
			t.Errorf("a writer: %v", err)
		}
	}
}
