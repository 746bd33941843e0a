package shells_test

import (
	"os"
	"strings"
	"testing"

	"aws-runas/shells"
)

// hooked runs a script in a shell that has the hook, with the stub in place of the binary.
func hooked(t *testing.T, p program, s stub, script string, variables ...string) result {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, "hook", hook(t, p.dialect, shells.HookOptions{}), 0o600)
	load := `eval "$(cat ./hook)"; `
	switch p.dialect {
	case "fish":
		load = "source ./hook; "
	case "powershell":
		load = "Get-Content -Raw ./hook | Invoke-Expression; "
		if strings.Contains(script, "} finally {") {
			load += "try { "
		}
	}
	return p.run(t, dir, load+script, append([]string{"PATH=" + s.dir + ":" + os.Getenv("PATH")}, variables...)...)
}

// eachHooked runs a test for every installed shell that has a hook.
func eachHooked(t *testing.T, test func(t *testing.T, p program)) {
	each(t, func(t *testing.T, p program) {
		if p.dialect == "sh" {
			t.Skip("sh has no hook")
		}
		test(t, p)
	})
}

func TestFunctionCallsBinary(t *testing.T) {
	t.Parallel()
	tests := []struct{ typed, want string }{
		{"aws-runas use prod", "use --hook 1 --shell SHELL prod"},
		{"aws-runas use", "use --hook 1 --shell SHELL"},
		{"aws-runas use -n prod -d 900", "use --hook 1 --shell SHELL -n prod -d 900"},
		{"aws-runas use --duration=900 'it is'", "use --hook 1 --shell SHELL --duration=900 it is"},
		{"aws-runas use '' -- -h", "use --hook 1 --shell SHELL  -- -h"},
		{"aws-runas drop", "drop --hook 1 --shell SHELL"},
		{"aws-runas drop -q", "drop --hook 1 --shell SHELL -q"},
		{"aws-runas env -r prod", "env -r prod"},
		{"aws-runas exec -r prod kubectl get -n x", "exec -r prod kubectl get -n x"},
		{"aws-runas", ""},
		{"aws-runas help use", "help use"},
		{"aws-runas status", "status --hook 1 --saved="},
		{"aws-runas status -q", "status --hook 1 --saved= -q"},
	}
	eachHooked(t, func(t *testing.T, p program) {
		s := newStub(t)
		s.answers("use", lookup(t, p.dialect).Nothing())
		s.answers("drop", lookup(t, p.dialect).Nothing())
		for _, tt := range tests {
			got := hooked(t, p, s, tt.typed)
			want := strings.ReplaceAll(tt.want, "SHELL", p.dialect)
			if p.dialect == "powershell" { // which keeps the first -- of a function's words for itself
				want = strings.Replace(want, " -- ", " ", 1)
			}
			if calls := s.calls(); calls != want || got.status != 0 || got.stderr != "" {
				t.Errorf("%s: got %q and %+v, want %q", tt.typed, calls, got, want)
			}
		}
	})
}

// export is a statement that exports a variable.
func export(p program, name, value string) string {
	switch p.dialect {
	case "fish":
		return "set -gx " + name + " " + value + "; "
	case "powershell":
		return "$env:" + name + " = '" + value + "'; "
	}
	return "export " + name + "=" + value + "; "
}

// printStatus prints the last command's status and the access key id.
func printStatus(p program) string {
	switch p.dialect {
	case "fish":
		return `; echo "$status $AWS_ACCESS_KEY_ID"`
	case "powershell":
		return ` } finally { "$LASTEXITCODE $env:AWS_ACCESS_KEY_ID" }`
	}
	return `; echo "$? $AWS_ACCESS_KEY_ID"`
}

func TestUseReturnsStatus(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, stub, want string }{
		{"success", "echo \"$CODE\"", "0 ASIANEW"},
		{"failure", "echo \"$CODE\"; exit 3", "3 AKIAOLD"},
		{"usage", "exit 2", "2 AKIAOLD"},
		{"killed half way", "echo \"$CODE\"; kill -9 $$", "137 AKIAOLD"},
	}
	eachHooked(t, func(t *testing.T, p program) {
		code := "CODE=" + export(p, "AWS_ACCESS_KEY_ID", "ASIANEW")
		for _, command := range []string{"use prod", "drop"} {
			for _, tt := range tests {
				s := newStub(t)
				s.does("use", tt.stub)
				s.does("drop", tt.stub)
				got := hooked(t, p, s, "aws-runas "+command+printStatus(p), "AWS_ACCESS_KEY_ID=AKIAOLD", code)
				if strings.TrimSpace(got.stdout) != tt.want {
					t.Errorf("%s, %s: got %+v, want %q", command, tt.name, got, tt.want)
				}
			}
		}
	})
}

// TestUseWithoutBinary removes the binary from PATH.
func TestUseWithoutBinary(t *testing.T) {
	t.Parallel()
	eachHooked(t, func(t *testing.T, p program) {
		s := newStub(t)
		if err := os.Remove(s.dir + "/aws-runas"); err != nil {
			t.Fatal(err)
		}
		got := hooked(t, p, s, "aws-runas use prod"+printStatus(p), "AWS_ACCESS_KEY_ID=AKIAOLD")
		if p.dialect != "powershell" && strings.TrimSpace(got.stdout) != "127 AKIAOLD" || got.stderr == "" {
			t.Errorf("got %+v, want status 127, the old keys, and a message", got)
		}
	})
}

// TestUseUnderErrexit: a failing use ends a script as any command does, and a tested one doesn't.
func TestUseUnderErrexit(t *testing.T) {
	t.Parallel()
	eachHooked(t, func(t *testing.T, p program) {
		if p.dialect != "bash" && p.dialect != "zsh" {
			t.Skip("no errexit")
		}
		s := newStub(t)
		s.does("use", "exit 3")
		got := hooked(t, p, s, "set -eu; aws-runas use prod || echo tested; aws-runas use prod; echo not reached")
		if got.stdout != "tested\n" || got.status != 3 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestHookUnderPosixMode(t *testing.T) {
	t.Parallel()
	p := programs[0]
	p.require(t)
	p.command = append(p.command[:1:1], "--posix")
	got := hooked(t, p, newStub(t), "set -eu; aws_session_expired; aws-runas use prod")
	if got.stdout+got.stderr != "" || got.status != 0 {
		t.Errorf("got %+v", got)
	}
}
