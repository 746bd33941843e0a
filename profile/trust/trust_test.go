package trust

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
)

const text = "[profile a]\ncredential_process=p"

// allowed returns records in which a new file is allowed, with that file.
func allowed(t *testing.T) (r Records, file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "aws_config")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r = Records{Dir: filepath.Join(dir, "state")}
	if _, err := r.Allow(file, text); err != nil {
		t.Fatal(err)
	}
	if is, changed := r.Allows(file, text); !is || changed {
		t.Fatalf("an allowed file: %v, %v", is, changed)
	}
	return r, file
}

func TestAllows(t *testing.T) {
	t.Parallel()
	r, file := allowed(t)
	for _, test := range []struct {
		file, text    string
		want, changed bool
	}{
		{file, text, true, false},
		{file, text + " ", false, true},
		{file + "2", text, false, false},
	} {
		if is, changed := r.Allows(test.file, test.text); is != test.want || changed != test.changed {
			t.Errorf("%s: want %v, %v, got %v, %v", test.file, test.want, test.changed, is, changed)
		}
	}
}

// TestUnresolvable asks about a file whose path can't be resolved: a link that leads to itself. It is not trusted,
// whatever the record says, and can't be allowed.
func TestUnresolvable(t *testing.T) {
	t.Parallel()
	r, file := allowed(t)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	os.Symlink(filepath.Base(file), file)
	if _, err := os.Readlink(file); err != nil { // wine says that it has made one, and has not
		t.Skip("no symbolic links here")
	}
	if err := r.write(file, record(file, text)); err != nil {
		t.Fatal(err)
	}
	if is, changed := r.Allows(file, text); is || changed {
		t.Errorf("want false, false, got %v, %v", is, changed)
	}
	if sum, err := r.Allow(file, text); err == nil {
		t.Errorf("allowed: %s", sum)
	}
	if removed, err := r.Deny(file); removed || err == nil {
		t.Errorf("denied: %v", removed)
	}
}

func TestRecordsAreTheUsersOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := t.TempDir()
	r := Records{Dir: filepath.Join(dir, "state")}
	if err := os.MkdirAll(r.records(), 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "aws_config")
	for range 2 { // a record is written anew as well
		if _, err := r.Allow(file, text); err != nil {
			t.Fatal(err)
		}
	}
	modes := map[string]fs.FileMode{}
	err := filepath.WalkDir(r.records(), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			modes[filepath.Base(path)] = info.Mode()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	resolved, err := resolve(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := (map[string]fs.FileMode{"allowed": fs.ModeDir | 0o700, hash(resolved): 0o600}); !reflect.DeepEqual(modes, want) {
		t.Errorf("want %v, got %v", want, modes)
	}
}

// A record that others may write, or that is not as private as it was made, is not the user's word, be it the record itself that they may write or its
// directory.
func TestRecordsOfOthers(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	r, file := allowed(t)
	resolved, err := resolve(file)
	if err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]fs.FileMode{r.path(resolved): 0o600, r.records(): 0o700} {
		for _, others := range []fs.FileMode{0o020, 0o002, 0o040, 0o004} {
			if err := os.Chmod(path, mode|others); err != nil {
				t.Fatal(err)
			}
			if is, _ := r.Allows(file, text); is {
				t.Errorf("%s with the mode %v is believed", path, mode|others)
			}
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if is, _ := r.Allows(file, text); !is {
		t.Error("with its own modes again it is not believed")
	}
}

// Without a home directory there is no place for records: nothing is allowed.
func TestNoPlace(t *testing.T) {
	t.Parallel()
	var none Records
	if _, err := none.Allow("aws_config", text); err == nil {
		t.Error("want an error")
	}
	if is, changed := none.Allows("aws_config", text); is || changed {
		t.Errorf("want false, false, got %v, %v", is, changed)
	}
	if removed, err := none.Deny("aws_config"); removed || err != nil {
		t.Errorf("want false, nil, got %v, %v", removed, err)
	}
}

// A file that is gone can be denied: its record would count again when it comes back.
func TestDenyMissingFile(t *testing.T) {
	t.Parallel()
	r, file := allowed(t)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{true, false} {
		if removed, err := r.Deny(file); removed != want || err != nil {
			t.Errorf("want %v, got %v, %v", want, removed, err)
		}
	}
	if is, changed := r.Allows(file, text); is || changed {
		t.Errorf("a denied file: %v, %v", is, changed)
	}
}

// A write that fails leaves nothing behind, and the record as it was.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	r, file := allowed(t)
	resolved, err := resolve(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(r.path(resolved)), os.Mkdir(r.path(resolved), 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Allow(file, text); err == nil {
		t.Error("want an error: a directory is in the place of the record")
	}
	if left, err := os.ReadDir(r.records()); err != nil || len(left) != 1 {
		t.Errorf("want the directory alone, got %v, %v", left, err)
	}
}

// TestAsCalled says that a place which can be read keeps its name where its links can't be told.
func TestAsCalled(t *testing.T) {
	t.Parallel()
	dir, failed := t.TempDir(), errors.New("an unknown kind of link")
	if got, err := orAsCalled(dir+"/.", "", failed); got != dir || err != nil {
		t.Errorf("%s, %v; want %s", got, err, dir)
	}
	if got, err := orAsCalled(filepath.Join(dir, "nowhere"), "", failed); err != failed {
		t.Errorf("what isn't there: %s, %v", got, err)
	}
	if got, err := orAsCalled(dir, "resolved", nil); got != "resolved" || err != nil {
		t.Errorf("%s, %v; want what was resolved", got, err)
	}
}
