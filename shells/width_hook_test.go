//go:build linux

package shells_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// screen shows what a terminal of so many columns shows after the output. It knows the control sequences that line
// editors use to write and move about in one line of input.
func screen(output string, columns int) []string {
	rows := [][]rune{nil}
	x, y := 0, 0
	put := func(r rune) {
		if x == columns {
			x, y = 0, y+1
		}
		for len(rows) <= y {
			rows = append(rows, nil)
		}
		for len(rows[y]) <= x {
			rows[y] = append(rows[y], ' ')
		}
		rows[y][x] = r
		x++
	}
	control := regexp.MustCompile(`^\x1b(\[[?>=]?([0-9;]*)([A-Za-z@])|\].*?(\x07|\x1b\\)|[()].|[=>78M])`)
	for output != "" {
		if c := control.FindStringSubmatch(output); c != nil {
			output = output[len(c[0]):]
			n, err := strconv.Atoi(c[2])
			if err != nil || n == 0 && c[3] != "K" && c[3] != "J" {
				n = 1
			}
			switch c[3] {
			case "A":
				x, y = min(x, columns-1), max(y-n, 0)
			case "B":
				x, y = min(x, columns-1), y+n
			case "C":
				x = min(x+n, columns-1)
			case "D":
				x = max(min(x, columns-1)-n, 0)
			case "K", "J":
				for len(rows) <= y {
					rows = append(rows, nil)
				}
				rows[y] = rows[y][:min(x, len(rows[y]))]
				if c[3] == "J" {
					rows = rows[:y+1]
				}
			}
			continue
		}
		r := []rune(output)[0]
		output = strings.TrimPrefix(output, string(r))
		switch r {
		case '\r':
			x = 0
		case '\n':
			x, y = min(x, columns-1), y+1
		case '\b':
			x = max(min(x, columns-1)-1, 0)
		case '\a', '\x0e', '\x0f':
		default:
			put(r)
		}
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.TrimRight(string(row), " "))
	}
	return lines
}

// TestPromptWidth types a line that wraps, goes back to its start and types there: the editor has to know how wide the
// prompt is.
func TestPromptWidth(t *testing.T) {
	t.Parallel()
	const columns = 40
	interactive(t, func(t *testing.T, p program) {
		after := ""
		if p.dialect == "zsh" {
			after = "setopt zle; bindkey -e"
		}
		s := start(t, p, setup{variables: live(0), after: after, columns: columns})
		s.Send(strings.Repeat("x", 60) + "\x01Z")
		prompt := "(AWS:prod) " + mark + " "
		first := prompt + "Z" + strings.Repeat("x", columns-len(prompt)-1)
		want := first + "\n" + strings.Repeat("x", 60-strings.Count(first, "x"))
		s.Until("the screen to be\n"+want, func(output string) bool {
			return strings.HasSuffix(strings.Join(screen(s.greeted+output, columns), "\n"), want)
		})
	})
}
