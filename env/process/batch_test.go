package process

import (
	"strings"
	"testing"
)

func TestIsBatch(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		`C:\bin\npm.cmd`: true, `az.BAT`: true, `a.bat. .`: true, `a.cmd.`: true,
		`a.exe`: false, `a.bat.exe`: false, `bat`: false, `a.bats`: false,
	} {
		if got := isBatch(path); got != want {
			t.Errorf("%q: %t, want %t", path, got, want)
		}
	}
}

func TestBatchLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		args []string
		want string
	}{
		{nil, ``},
		{[]string{"install", "--global", `C:\dir\file.txt`, "a@b"}, ` install --global C:\dir\file.txt a@b`},
		{[]string{"", "a b", "a\tb", "naïve"}, " \"\" \"a b\" \"a\tb\" \"naïve\""},
		{[]string{"a&ver", "x>file", "k=v,w;x", "a|b", "(a)", "a^b", "a!b!"}, ` "a&ver" "x>file" "k=v,w;x" "a|b" "(a)" "a^b" "a!b!"`},
		{[]string{`a" & echo x & rem "`}, ` "a"" & echo x & rem """`},
		{[]string{`a\`, `a b\`, `a\"b`, `\\`}, ` "a\\" "a b\\" "a\\""b" "\\\\"`},
		{[]string{"%OS%", "100%"}, ` "%%cd:~,%OS%%cd:~,%" "100%%cd:~,%"`},
	}
	for _, tt := range tests {
		got, err := batchLine(`C:\my dir\a.bat`, tt.args)
		if want := `cmd.exe /e:on /v:off /d /c ""C:\my dir\a.bat"` + tt.want + `"`; got != want || err != nil {
			t.Errorf("%q: %s, %v; want %s", tt.args, got, err, want)
		}
	}
}

func TestBatchLineRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"a\nb"}, {"a\rb"}, {"a\x00b"}, {strings.Repeat("a", longestBatchLine)}} {
		if got, err := batchLine("a.bat", args); err == nil {
			t.Errorf("%.20q: %.80s", args, got)
		}
	}
	for _, script := range []string{`a".bat`, "a\n.bat"} {
		if got, err := batchLine(script, nil); err == nil {
			t.Errorf("%q: %s", script, got)
		}
	}
}

// FuzzBatchLine says that whatever an argument holds, cmd.exe meets no sign of its own language outside quotes, and no
// percent sign but ours.
func FuzzBatchLine(f *testing.F) {
	for _, seed := range []string{"", "a b", `a" & echo x & rem "`, `\" & x`, "%OS%", `""`, `\\"%"\\`, "a\nb", "^&|<>()!,;= "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		line, err := batchLine("a.bat", []string{arg, "last"})
		if err != nil {
			return
		}
		line, ours := strings.CutPrefix(line, `cmd.exe /e:on /v:off /d /c ""a.bat" `)
		line, last := strings.CutSuffix(line, ` last"`)
		if !ours || !last {
			t.Fatalf("%q: %q is not between the words of the line", arg, line)
		}
		if rest := strings.ReplaceAll(line, percentSign, ""); strings.Contains(rest, "%") {
			t.Errorf("%q: a percent sign in %q", arg, line)
		}
		quoted := false
		for _, r := range line {
			if r == '"' {
				quoted = !quoted
			} else if !quoted && strings.ContainsRune("^&|<>()!,;= \t\r\n", r) {
				t.Errorf("%q: %q outside quotes in %q", arg, r, line)
			}
		}
		if quoted {
			t.Errorf("%q: the quotes of %q don't close", arg, line)
		}
	})
}
