package process_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/windows"

	"aws-runas/env"
	"aws-runas/env/process"
)

// modeVariable makes the test's own binary one of the programs below.
const modeVariable = "PROCESS_TEST_MODE"

func TestMain(m *testing.M) {
	if mode := os.Getenv(modeVariable); mode != "" {
		os.Exit(program(mode))
	}
	os.Exit(m.Run())
}

// inMode is this process's environment for one of the programs.
func inMode(mode string) env.List { return append(os.Environ(), modeVariable+"="+mode) }

func program(mode string) int {
	mode, next, _ := strings.Cut(mode, ">")
	switch mode {
	case "line": // print the command line as it came
		fmt.Println(windows.UTF16PtrToString(windows.GetCommandLine()))
	case "status":
		status, _ := strconv.ParseUint(os.Args[1], 0, 32)
		windows.ExitProcess(uint32(status))
	case "exec": // another program
		err := process.Exec([]string{os.Args[0]}, inMode(next), os.Stdin, os.Stdout, os.Stderr)
		if err != nil {
			return 9
		}
	case "leave": // another program, in the background
		cmd := exec.Command(os.Args[0])
		cmd.Env, cmd.Stdin, cmd.Stdout = inMode(next), os.Stdin, os.Stdout
		if err := cmd.Start(); err != nil {
			return 9
		}
	case "echo": // each line that comes
		fmt.Println("ready")
		io.Copy(os.Stdout, os.Stdin)
	}
	return 0
}

// output runs process.Exec and returns what was printed.
func output(t *testing.T, argv []string, environ env.List) (string, error) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	ran := process.Exec(argv, environ, nil, file, file)
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), ran
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// words takes a command line apart by the rule of the C runtime since 2008: inside quotes, two of them are one.
func words(line string) []string {
	var all []string
	var word strings.Builder
	inWord, quoted, backslashes := false, false, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			backslashes++
			word.WriteByte(c)
			inWord = true
			continue
		case c == '"':
			text := word.String()
			word.Reset()
			word.WriteString(text[:len(text)-(backslashes+1)/2])
			switch {
			case backslashes%2 == 1:
				word.WriteByte(c)
			case quoted && i+1 < len(line) && line[i+1] == '"':
				word.WriteByte(c)
				i++
			default:
				quoted, inWord = !quoted, true
			}
		case (c == ' ' || c == '\t') && !quoted:
			if inWord {
				all = append(all, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteByte(c)
			inWord = true
		}
		backslashes = 0
	}
	if inWord {
		all = append(all, word.String())
	}
	return all
}

// TestBatchEvaluatesNothing hands what cmd.exe would evaluate to a batch file, which hands it on to a program.
func TestBatchEvaluatesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "some & others")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "tool.cmd"), `@"`+os.Args[0]+`" %*`+"\r\n")
	environ := append(env.List{"PATH=" + dir}, inMode("line")...)
	for _, args := range [][]string{
		{"plain", "--flag=1", `C:\dir\file`},
		{"a b", "", `ends with \`, "a\tb"},
		{"a&ver", "x>file", "k=v,w;x", "a|b", "(a)", "a^b", "!OS!"},
		{`a" & echo x & rem "`, `say "hi"`, `a\"b`, `"`},
		{"%OS%"}, {"100%", "%"}, {"%%OS%%", "%OS:~0,3%", "%cd:~,%"},
	} {
		got, err := output(t, append([]string{"tool"}, args...), environ)
		if err != nil && strings.Contains(err.Error(), "wine") && strings.Contains(strings.Join(args, " "), "%") {
			continue // refused, as nothing keeps wine's from evaluating it
		}
		if err != nil {
			t.Errorf("%q: %v", args, err)
			continue
		}
		if have := words(strings.TrimRight(got, "\r\n")); len(have) == 0 || !slices.Equal(have[1:], args) {
			t.Errorf("%q became %q", args, got)
		}
	}
	if _, err := output(t, []string{"tool", "two\nlines"}, environ); err == nil || !strings.Contains(err.Error(), "line break") {
		t.Errorf("a line break: %v", err)
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for _, status := range []uint32{0, 3, 255, 256, 0x12345, 0xC000013A, 0xFFFFFFFF} {
		_, err := output(t, []string{os.Args[0], fmt.Sprint(status)}, inMode("status"))
		var ended *process.StatusError
		if got := 0; errors.As(err, &ended) {
			got = ended.ExitStatus()
			if uint32(got) != status || ended.Err != nil {
				t.Errorf("%#x: %#x, %v", status, got, ended.Err)
			}
		} else if status != 0 || err != nil {
			t.Errorf("%#x: %v", status, err)
		}
	}
}

func TestNotRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string) string { return write(t, filepath.Join(dir, name), "text\n") }
	if err := os.Mkdir(filepath.Join(dir, "directory"), 0o700); err != nil {
		t.Fatal(err)
	}
	file("script.ps1")
	environ := append(env.List{"PATH=" + dir, "PATHEXT=.COM;.EXE;.BAT;.CMD;.VBS"}, os.Environ()...)
	for _, test := range []struct {
		name        string
		status      int
		words, hint string
	}{
		{"nowhere", 127, "command not found", ""},
		{dir + `\nowhere.exe`, 127, "no such file", ""},
		{"", 127, "command not found", ""},
		{filepath.Join(dir, "directory"), 126, "is a directory", ""},
		{file("plain"), 126, "PATHEXT", ""},
		{"plain", 126, "PATHEXT", ""},
		{file("notes.txt"), 126, "PATHEXT", ""},
		{"script", 126, "PowerShell", "powershell -File " + filepath.Join(dir, "script.ps1")},
		{"script.ps1", 126, "PowerShell", "powershell -File " + filepath.Join(dir, "script.ps1")},
		{file("other.vbs"), 126, "can't start it", "name the program"},
	} {
		_, err := output(t, []string{test.name}, environ)
		var ended *process.StatusError
		if !errors.As(err, &ended) || ended.Status != test.status || !strings.Contains(err.Error(), test.words) {
			t.Errorf("%s: %v, want %d and %q", test.name, err, test.status, test.words)
		}
		var hinted interface{ Hint() string }
		if got := ""; errors.As(err, &hinted) {
			got = hinted.Hint()
			if test.hint == "" || !strings.Contains(got, test.hint) {
				t.Errorf("%s: hint %q, want %q", test.name, got, test.hint)
			}
		} else if test.hint != "" {
			t.Errorf("%s: no hint, want %q", test.name, test.hint)
		}
	}
}

// TestHere is not parallel: it goes to another directory.
func TestHere(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "tool.bat", "@exit /b 5\r\n")
	environ := env.List{"PATH=C:\\nowhere"}
	_, err := output(t, []string{"tool"}, environ)
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), `.\tool`) {
		t.Errorf("%v, want a hint of .\\tool", err)
	}
	_, err = output(t, []string{`.\tool`}, append(os.Environ(), environ...))
	var ended *process.StatusError
	if !errors.As(err, &ended) || ended.Status != 5 {
		t.Errorf(".\\tool: %v, want status 5", err)
	}
}

// start starts the test's binary as a program that has said that it is ready.
func start(t *testing.T, mode string) (*exec.Cmd, io.WriteCloser, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = inMode(mode), os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	cmd.Stdout = in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	reader := bufio.NewReader(out)
	if line, err := reader.ReadString('\n'); line != "ready\n" {
		t.Fatalf("%s: %q, %v", mode, line, err)
	}
	return cmd, stdin, reader
}

// TestKilled says that a command ends when the process is ended that waits for it: nobody holds its stdout any more.
func TestKilled(t *testing.T) {
	t.Parallel()
	cmd, stdin, out := start(t, "exec>echo")
	defer stdin.Close()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if rest, err := io.ReadAll(out); err != nil {
		t.Errorf("%q, %v", rest, err)
	}
}

// TestLeft says that what a command left running when it ended lives on.
func TestLeft(t *testing.T) {
	t.Parallel()
	cmd, stdin, out := start(t, "exec>leave>echo")
	if _, err := cmd.Process.Wait(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(stdin, "there?")
	if line, err := out.ReadString('\n'); line != "there?\n" {
		t.Errorf("%q, %v", line, err)
	}
	stdin.Close()
	if _, err := io.ReadAll(out); err != nil {
		t.Error(err)
	}
}

// TestCancelled says that a program ends with its own children when its context does, and Run with it.
func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	stdin, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	defer stdin.Close()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	ended := make(chan error, 1)
	go func() {
		ended <- process.Run(ctx, []string{os.Args[0]}, inMode("exec>echo"), stdin, in, os.Stderr)
		in.Close()
	}()
	reader := bufio.NewReader(out)
	if line, err := reader.ReadString('\n'); line != "ready\n" {
		t.Fatalf("%q, %v", line, err)
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("a program that was cancelled has succeeded")
	}
	if rest, err := io.ReadAll(reader); err != nil || len(rest) > 0 {
		t.Errorf("%q, %v", rest, err)
	}
}
