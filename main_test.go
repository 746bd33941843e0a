package main

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"aws-runas/shells/cli"
	"aws-runas/sts/request"
	"aws-runas/sts/ststest/program/scripts"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"aws-runas": underTest, "browser": scripts.Browse})
}

// underTest is main with a clock that a script can advance.
func underTest() {
	p := newProgram()
	if offset, err := time.ParseDuration(os.Getenv(scripts.ClockVariable)); err == nil {
		p.now = func() time.Time { return time.Now().Add(offset) }
	}
	if os.Getenv(scripts.ClockVariable) == "panic" {
		p.now = func() time.Time { panic("no clock") }
	}
	p.exists = func(string) bool { return false } // this machine may be a container
	os.Exit(p.run(os.Args[1:]))
}

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

func TestScripts(t *testing.T) {
	t.Parallel()
	dir := "testdata/script"
	if runtime.GOOS == "windows" { // which has none of the programs that the others run
		dir += "/windows"
	}
	if found, err := filepath.Glob(dir + "/*.txtar"); err != nil || len(found) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	params := scripts.Params(dir, *update)
	hooks, err := filepath.Abs("testdata/hooks") // the texts that older programs printed
	if err != nil {
		t.Fatal(err)
	}
	setup := params.Setup
	params.Setup = func(e *testscript.Env) error {
		e.Setenv("HOOKS", hooks)
		return setup(e)
	}
	testscript.Run(t, params)
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
		checkWidth(t, table, c.Name)
	}
	checkWidth(t, table)
	for _, topic := range table.Topics {
		checkWidth(t, table, topic.Name)
		if !sentence.MatchString(topic.Sentence) {
			t.Errorf("%s: sentence %q", topic.Name, topic.Sentence)
		}
	}
	if len(seen) < 10 {
		t.Errorf("the table has %d commands", len(seen))
	}
}

var sentence = regexp.MustCompile(`^[A-Z].*\.$`)

func isToggle(value any) bool {
	_, is := value.(*bool)
	return is
}

func checkWidth(t *testing.T, table cli.Table, name ...string) {
	t.Helper()
	const columns = 80
	help, err := table.Help(name)
	if err != nil || help(columns) == "" {
		t.Fatalf("help %q, %v", name, err)
	}
	for line := range strings.Lines(help(columns)) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > columns {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestImports holds the direction in which the packages know each other.
func TestImports(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("go"); err != nil && runtime.GOOS == "windows" {
		t.Skip("there is no go here, as under wine")
	}
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
			strings.HasPrefix(path, "sts/ststest/") || strings.HasPrefix(path, ".ci/") {
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

// TestWatch says what of the network a user is told: nothing is drawn on a terminal that may be another program's.
func TestWatch(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		m       request.Manner
		silent  bool
		waiting bool
	}{
		"ordinary":         {new(request.Request).Ordinary(true), false, true},
		"no input":         {(&request.Request{NoInput: true}).Ordinary(true), false, false},
		"renewal":          {request.Renewal("prod"), false, false},
		"a program's JSON": {new(request.Request).Ordinary(true), true, false},
	} {
		p := &program{silent: test.silent}
		if w := p.process().Watch(test.m); (w.Waiting != nil) != test.waiting || w.Debug != nil {
			t.Errorf("%s: it tells of waiting: %t, and of calls: %t", name, w.Waiting != nil, w.Debug != nil)
		}
	}
}
