package shells_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"aws-runas/shells"
)

// reader is a shell that evaluates one assignment after the other and prints what the variable then holds. Its PATH is
// empty, so that a value that escapes from its quotes finds no command to run.
type reader struct {
	shell  shells.Shell
	stdin  io.Writer
	stdout *os.File
	lines  *bufio.Reader
	dir    string
	sent   int
}

// readerScript evaluates each line of standard input, with or without quotes around the eval.
func readerScript(p program, quoted bool) string {
	print := `printf '%s\n' "$value"`
	if p.name == "mksh" {
		print = `print -r -- "$value"`
	}
	switch {
	case p.dialect == "fish":
		// read would take some characters for its own encoding of bytes; source doesn't.
		return `while read --line file; source $file; printf '%s\n' $value; end`
	case p.dialect == "powershell":
		return `$env:PATH = ''; while ($null -ne ($line = [Console]::In.ReadLine())) {
Invoke-Expression $line; [Console]::Out.Write($value + [char]10) }`
	case quoted:
		return `while IFS= read -r line; do eval "$line"; ` + print + `; done`
	}
	return `while IFS= read -r line; do eval $line; ` + print + `; done`
}

func startReader(tb testing.TB, p program, script string) *reader {
	tb.Helper()
	cmd := exec.Command(p.command[0], append(p.command[1:len(p.command):len(p.command)], "-c", script)...)
	cmd.Dir = tb.TempDir()
	cmd.Env = []string{"PATH=", "HOME=" + cmd.Dir, "LC_ALL=C.UTF-8"}
	if p.name == "pwsh" { // may be a script itself
		cmd.Env[0] = "PATH=" + os.Getenv("PATH")
	}
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		stdin.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	return &reader{lookup(tb, p.dialect), stdin, stdout.(*os.File), bufio.NewReader(stdout), cmd.Dir, 0}
}

// send has the value assigned.
func (r *reader) send(word string) error {
	line := "value=" + word
	switch r.shell.Name() {
	case "fish":
		line = filepath.Join(r.dir, strconv.Itoa(r.sent))
		if err := os.WriteFile(line, []byte("set value "+word+"\n"), 0o600); err != nil {
			return err
		}
	case "powershell":
		line = "$value = " + word
	}
	r.sent++
	_, err := io.WriteString(r.stdin, line+"\n")
	return err
}

// receive gives the value that the shell printed, within half a minute.
func (r *reader) receive() (string, error) {
	if err := r.stdout.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return "", err
	}
	line, err := r.lines.ReadString('\n')
	return strings.TrimSuffix(line, "\n"), err
}
