package profile

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestOwnNames says whose a name is: the user's, if one of their two files has it, and default always. A profile of that name
// in ./aws_config counts when it is allowed, and whole: no key of the user's is added to it.
func TestOwnNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, local, config, credentials, profile, own string }{
		{"config", "[profile a]" + role("r") + "source_profile=b", "[profile a]\nregion=eu-west-1\n[profile b]" + keys, "", "a", "config:1"},
		{"credentials", "[profile a]" + role("r") + "source_profile=b", "[profile b]" + keys, "\n[a]" + keys, "a", "credentials:2"},
		{"default", "[default]" + role("r") + "source_profile=b", "[profile b]" + keys, "", "default", ""},
		{"behind a role", "[profile c]" + role("r") + "source_profile=a\n[profile a]" + role("s") + "source_profile=b",
			"[profile a]" + keys + "[profile b]" + keys, "", "c", "config:1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := in(t, map[string]string{"aws_config": tt.local, "config": tt.config, "credentials": tt.credentials})
			s, err := Load(files)
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Chain(tt.profile)
			refused, ok := errors.AsType[*UntrustedError](err)
			if !ok || len(refused.Keys) != 1 {
				t.Fatalf("want one refusal, got %v", err)
			}
			own := refused.Keys[0].Own.String()
			if own != "" {
				own = filepath.Base(own)
			}
			if own != tt.own || tt.own != "" && !strings.Contains(err.Error(), tt.own) {
				t.Errorf("want the place %q, got %v", tt.own, err)
			}
			if _, err := allow(files); err != nil {
				t.Fatal(err)
			}
			chain, err := s.Chain(tt.profile)
			if err != nil || !chain[0].Local || chain[0].AccessKeyID != "" || chain[0].Region != "" {
				t.Errorf("allowed: %+v, %v", chain, err)
			}
		})
	}
}

// TestStrangeFiles leaves files aside that somebody else may have put there, until they are allowed; what is wrong with
// them stops nothing.
func TestStrangeFiles(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes and owners")
	}
	const sound, broken = "[profile a]\nregion = eu-west-1\n", "\xff\xfe"
	others := func(t *testing.T, path string) {
		if os.Geteuid() != 0 {
			t.Skip("only root gives a file to somebody else")
		}
		if err := os.Lchown(path, 65534, -1); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, text string
		change     func(t *testing.T, path string)
		note       string
		never      bool // it can't be allowed
	}{
		{"everybody may write", sound, func(t *testing.T, path string) { must(t, os.Chmod(path, 0o666)) }, "everybody may write to it", false},
		{"somebody else's", sound, others, "it belongs to somebody else", false},
		{"somebody else's, broken", broken, others, "it belongs to somebody else", true},
		{"somebody else's, a pipe", sound, func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, makePipe(path))
			others(t, path)
		}, "it belongs to somebody else", true},
		{"somebody else's link to the user's file", sound, func(t *testing.T, path string) {
			must(t, os.Rename(path, path+"-other"))
			must(t, os.Symlink(path+"-other", path))
			others(t, path)
		}, "it belongs to somebody else", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := in(t, map[string]string{"aws_config": tt.text})
			tt.change(t, files.Local)
			s, err := Load(files)
			if err != nil || s.Has("a") {
				t.Fatalf("want it left aside, got %v", err)
			}
			notes := s.Notes()
			if len(notes) != 1 || !strings.Contains(notes[0], tt.note) {
				t.Errorf("want one note that says %q, got %q", tt.note, notes)
			}
			if _, err := allow(files); (err != nil) != tt.never {
				t.Fatal(err)
			}
			if s, err := Load(files); err != nil || s.Has("a") == tt.never || !tt.never && len(s.Notes()) > 0 {
				t.Errorf("allowed: %v", err)
			}
		})
	}
	t.Run("the group may write", func(t *testing.T) {
		files := in(t, map[string]string{"aws_config": sound})
		must(t, os.Chmod(files.Local, 0o664))
		if s, err := Load(files); err != nil || !s.Has("a") {
			t.Errorf("%v", err)
		}
		if r, err := NewReview(files); err != nil || len(r.Warnings) != 1 {
			t.Errorf("want a warning, got %+v, %v", r, err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestReview shows what needs the user's word, line by line, with escapes for what a terminal would not show, and no secret.
func TestReview(t *testing.T) {
	t.Parallel()
	files := in(t, map[string]string{
		"aws_config": "[profile mine]\nregion = eu-west-1\noutput = json\ncredential_process = echo \u202e \"x\"\n" +
			"[profile b]\n" + "source_profile = runs\nrole_arn = arn:aws:iam::123456789012:role/r\nendpoint_url = http://x\nnew_key = 1\n" +
			"[profile c]\nsource_profile = mine\naws_secret_access_key = wJalrXUt\n[services s]\nsts =\n  endpoint_url = http://y\n",
		"config": "[profile mine]" + keys + "[profile runs]\ncredential_process = p",
	})
	r, err := NewReview(files)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`:1: [profile mine], your own profile's name (` + files.Config + `:1)`,
		`:4: credential_process = "echo \u202e \"x\""`,
		`:6: source_profile = "runs"`,
		`:8: endpoint_url = "http://x"`,
		`:9: new_key = "1"`,
		`:12: aws_secret_access_key = a secret of 8 characters`,
		`:14: sts = "\nendpoint_url = http://y"`,
	}
	for i := range want {
		want[i] = files.Local + want[i]
	}
	if got := strings.Join(r.Lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("want\n%s\ngot\n%s", strings.Join(want, "\n"), got)
	}
	if text := r.String(); !strings.HasPrefix(text, want[0]+"\n") || !strings.HasSuffix(text, "may change without a question.\n") {
		t.Errorf("got %q", text)
	}
	for text, line := range map[string]string{
		"[profile a]\nregion = x\x1b[8m\n":              ":2: the control character U+001B",
		"[profile a]\r\n\rcredential_process = p\r\n":   ":2: the control character U+000D",
		"[profile a]\n# \u009b8m\n":                     ":2: the control character U+009B",
		"\tregion = x\n[profile a]\r\nregion=x\r\n\x7f": ":4: the control character U+007F",
	} {
		files := in(t, map[string]string{"aws_config": text})
		if _, err := allow(files); err == nil || !strings.Contains(err.Error(), files.Local+line) {
			t.Errorf("%q: want an error at %s, got %v", text, line, err)
		}
		if allowed, _ := files.Trust.Allows(files.Local, text); allowed {
			t.Errorf("%q was allowed", text)
		}
	}
}

// TestLongestLocalFile refuses a file that is larger than anybody writes by hand.
func TestLongestLocalFile(t *testing.T) {
	t.Parallel()
	for size, fits := range map[int]bool{1 << 20: true, 1<<20 + 1: false} {
		files := in(t, map[string]string{"aws_config": strings.Repeat("#", size)})
		if _, err := Load(files); (err == nil) != fits || !fits && !strings.Contains(err.Error(), "larger than 1 MiB") {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}
