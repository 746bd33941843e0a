package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"aws-runas/sts/ststest"
)

// clockVariable shifts the program's clock, in its test form only, or makes it a bug.
const clockVariable = "TEST_CLOCK_OFFSET"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"aws-runas": underTest})
}

// underTest is main with a clock that a script can advance.
func underTest() {
	p := newProgram()
	if offset, err := time.ParseDuration(os.Getenv(clockVariable)); err == nil {
		p.now = func() time.Time { return time.Now().Add(offset) }
	}
	if os.Getenv(clockVariable) == "panic" {
		p.now = func() time.Time { panic("no clock") }
	}
	os.Exit(p.run(os.Args[1:]))
}

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

func TestScripts(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Deadline:            time.Now().Add(5 * time.Minute),
		Setup:               setupScript,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sts":    controlSTS,
			"append": appendTo,
		},
	})
}

type serverKey struct{}

// setupScript gives each script a home with the files of the fixture, and a service of its own.
func setupScript(e *testscript.Env) error {
	server := ststest.New(ststest.Fixture(), time.Now)
	e.Defer(server.Close)
	e.Values[serverKey{}] = server
	home := filepath.Join(e.WorkDir, "home")
	e.Setenv("HOME", home)
	e.Setenv("USERPROFILE", home)
	e.Setenv("SHELL", "/bin/sh")
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC"} {
		e.Setenv(name, server.URL)
	}
	e.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	e.Setenv("NO_PROXY", "127.0.0.1")
	return ststest.WriteConfig(home)
}

// condition knows [shell:NAME], true when the shell is installed. Where shells are required, a missing one fails the test.
func condition(name string) (bool, error) {
	shell, ok := strings.CutPrefix(name, "shell:")
	if !ok {
		return false, fmt.Errorf("unknown condition %q", name)
	}
	_, err := exec.LookPath(shell)
	if err != nil && os.Getenv("AWS_RUNAS_TEST_REQUIRE_SHELLS") != "" && shell != "pwsh" {
		return false, fmt.Errorf("%s is required and not installed", shell)
	}
	return err == nil, nil
}

// controlSTS is the script command sts:
//
//	sts calls                 prints the calls so far, and forgets them
//	sts code SERIAL FILE      writes a code that was not used to FILE; with more serials one a line
//	sts used SERIAL FILE      writes the code that was used last
//	sts advance DURATION      lets time pass for the service and for aws-runas
//	sts skew DURATION         sets the service's clock ahead of this machine's
//	sts fail KIND             makes the next call fail
func controlSTS(ts *testscript.TestScript, neg bool, args []string) {
	server := ts.Value(serverKey{}).(*ststest.Server)
	if neg || len(args) == 0 {
		ts.Fatalf("usage: sts COMMAND ARG...")
	}
	write := func(text string) { ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text+"\n"), 0o600)) }
	switch args[0] {
	case "calls":
		fmt.Fprint(ts.Stdout(), server.Log())
		server.ClearLog()
	case "code":
		write(server.UnusedCode(args[1]))
	case "used":
		write(server.Code(args[1]))
	case "advance":
		d, err := time.ParseDuration(args[1])
		ts.Check(err)
		before, _ := time.ParseDuration(ts.Getenv(clockVariable))
		ts.Setenv(clockVariable, (before + d).String())
		server.Advance(d)
	case "skew":
		d, err := time.ParseDuration(args[1])
		ts.Check(err)
		server.Skew(d)
	case "fail":
		server.Fail(ststest.Failure{Kind: ststest.Kind(args[1]), Count: 1})
	default:
		ts.Fatalf("unknown: sts %s", args[0])
	}
}

// appendTo is the script command append FILE FROM: it adds the one file to the end of the other.
func appendTo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE FROM")
	}
	text := ts.ReadFile(args[0]) + ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// TestTable holds what every command's row and every flag's row has. Help is at most 80 columns wide.
func TestTable(t *testing.T) {
	t.Parallel()
	table := newProgram().table()
	seen := map[string]bool{}
	for _, c := range table.Commands {
		if seen[c.Name] || c.Name != strings.ToLower(c.Name) || c.Body == nil {
			t.Errorf("%s: the name is taken or no name, or there is no body", c.Name)
		}
		seen[c.Name] = true
		if !sentence.MatchString(c.Sentence) || len(c.Examples) == 0 || (c.Group == "") != c.Hidden {
			t.Errorf("%s: sentence %q, examples %q, group %q", c.Name, c.Sentence, c.Examples, c.Group)
		}
		for _, example := range c.Examples {
			if !strings.Contains(example, "aws-runas "+c.Name) {
				t.Errorf("%s: the example %q is of another command", c.Name, example)
			}
		}
		for _, f := range c.Body().Flags {
			if takesValue := f.Argument != ""; !f.Hidden && (f.Long == "" || f.Sentence == "") || takesValue == isToggle(f.Value) {
				t.Errorf("%s: --%s: argument %q, sentence %q", c.Name, f.Long, f.Argument, f.Sentence)
			}
		}
		help, err := table.Help([]string{c.Name})
		checkWidth(t, help, err)
	}
	help, err := table.Help(nil)
	checkWidth(t, help, err)
	if len(seen) < 10 {
		t.Errorf("the table has %d commands", len(seen))
	}
}

var sentence = regexp.MustCompile(`^[A-Z].*\.$`)

func isToggle(value any) bool {
	_, is := value.(*bool)
	return is
}

func checkWidth(t *testing.T, help string, err error) {
	t.Helper()
	if err != nil || help == "" {
		t.Errorf("help %q, %v", help, err)
	}
	for line := range strings.Lines(help) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestImports holds the direction in which the packages know each other.
func TestImports(t *testing.T) {
	t.Parallel()
	allowed := map[string][]string{ // by the first element of the importing package's path
		"":        {"env", "profile", "shells", "sts"},
		"env":     {},
		"profile": {},
		"shells":  {"env"},
		"sts":     {"profile"},
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if strings.HasPrefix(fields[0], "aws-runas/sts/ststest/") {
			continue // programs of the tests
		}
		from := room(fields[0])
		for _, imported := range fields[1:] {
			if to := room(imported); strings.HasPrefix(imported, "aws-runas/") && to != from {
				seen++
				if !slices.Contains(allowed[from], to) {
					t.Errorf("%s imports %s", fields[0], imported)
				}
			}
			if strings.HasSuffix(imported, "aws-sdk-go-v2/config") {
				t.Errorf("%s imports %s: it would read the files and the environment a second time, at every start", fields[0], imported)
			}
		}
	}
	if seen == 0 {
		t.Error("no import was checked")
	}
}

// room is the top-level directory of a package.
func room(importPath string) string {
	room, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(importPath, "aws-runas"), "/"), "/")
	return room
}

// TestOnlyMainTouchesTheProcess keeps the environment, the streams, the end of the process and its one background
// context in main.
func TestOnlyMainTouchesTheProcess(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`\bos\.(Getenv|LookupEnv|Environ|Setenv|Exit|Stdin|Stdout|Stderr)\b|\bcontext\.(Background|TODO)\(|^func init\(`)
	checked := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		path = filepath.ToSlash(path)
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == "main.go" ||
			strings.HasPrefix(path, "sts/ststest/") {
			return err
		}
		checked++
		text, err := os.ReadFile(path)
		for i, line := range strings.Split(string(text), "\n") {
			if code, _, _ := strings.Cut(line, "//"); forbidden.MatchString(code) {
				t.Errorf("%s:%d: %s", path, i+1, strings.TrimSpace(line))
			}
		}
		return err
	})
	if err != nil || checked == 0 {
		t.Errorf("%d files were checked: %v", checked, err)
	}
}
