package detect_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aws-runas/shells/detect"
	"aws-runas/sts/ststest/need"
)

// askVar makes this test program, when a shell runs it, say which shell that is.
const askVar = "DETECT_TEST_ASK"

func TestMain(m *testing.M) {
	if os.Getenv(askVar) == "" {
		os.Exit(m.Run())
	}
	shell, err := detect.Shell(os.Getppid(), detect.NewSystem(), "")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(shell.Name())
}

func TestSystem(t *testing.T) {
	t.Parallel()
	system := detect.NewSystem()
	p, err := system.Process(os.Getpid())
	if err != nil || p.Parent != os.Getppid() || !strings.Contains(p.Name, "detect") {
		t.Errorf("this process: got %+v, %v; want the parent %d and this program's name", p, err, os.Getppid())
	}
	if path := system.Program(os.Getpid()); path != "" && !strings.Contains(path, "detect") {
		t.Errorf("this process: its program is %q", path)
	}
	if p, err := system.Process(1 << 30); err == nil || system.Program(1<<30) != "" {
		t.Errorf("no such process: got %+v, %v, and the program %q", p, err, system.Program(1<<30))
	}
}

func TestRealShells(t *testing.T) {
	t.Parallel()
	const substitution = `eval "echo $("$PROGRAM")"`
	tests := []struct {
		want    string
		needs   []string
		command []string
	}{
		{"bash", []string{"bash"}, []string{"bash", "--norc", "-c", substitution}},
		{"bash", []string{"bash"}, []string{"bash", "--norc", "-c", `env "$PROGRAM"; true`}},
		{"zsh", []string{"zsh"}, []string{"zsh", "-f", "-c", substitution}},
		{"zsh", []string{"zsh", "bash"}, []string{"bash", "--norc", "-c", `zsh -f -c 'echo $("$PROGRAM")'; true`}},
		{"zsh", []string{"zsh", "busybox"}, []string{"zsh", "-f", "-c", `busybox timeout 20 "$PROGRAM"; true`}},
		{"fish", []string{"fish"}, []string{"fish", "--no-config", "-c", `$PROGRAM | read line; echo $line`}},
		{"fish", []string{"fish"}, []string{"fish", "--no-config", "-c", `echo (env $PROGRAM)`}},
		{"sh", []string{"dash"}, []string{"dash", "-c", substitution}},
		{"sh", []string{"ksh"}, []string{"ksh", "-c", substitution}},
		{"sh", []string{"mksh"}, []string{"mksh", "-c", substitution}},
		{"sh", []string{"busybox"}, []string{"busybox", "sh", "-c", substitution}},
		{"powershell", []string{"pwsh"}, []string{"pwsh", "-NoProfile", "-Command", `& $env:PROGRAM | Out-String`}},
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if assembly := pwshAssembly(); assembly != "" {
		tests = append(tests, struct {
			want    string
			needs   []string
			command []string
		}{"powershell", []string{"pwsh"}, []string{"pwsh", "-NoProfile", "-Command",
			`& $env:DOTNET_ROOT/dotnet ` + assembly + ` -NoProfile -Command '& $env:PROGRAM | Out-String'`}})
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.command, " "), func(t *testing.T) {
			t.Parallel()
			for _, p := range tt.needs {
				need.Program(t, p)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, tt.command[0], tt.command[1:]...)
			cmd.Env = append(os.Environ(), askVar+"=1", "PROGRAM="+program, "HOME="+t.TempDir(), "XDG_CONFIG_HOME=")
			out, err := cmd.CombinedOutput()
			if got := strings.TrimSpace(string(out)); err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

// pwshAssembly is PowerShell's assembly where the program on PATH is a script that brings its own .NET runtime.
func pwshAssembly() string {
	path, err := exec.LookPath("pwsh")
	if err != nil {
		return ""
	}
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "../lib/pwsh.dll"))
	if err != nil || len(found) == 0 {
		return ""
	}
	return found[0]
}
