package cli

import (
	"slices"
	"strings"
	"unicode"
)

// Grid is a table for a terminal. Nothing in it wraps: what is too long is shortened in the middle, where names differ least.
type Grid struct {
	Header []string
	Firm   []int // the columns that are shortened last: what is in the middle of their cells counts
	Rows   []GridRow
}

// GridRow is one line of a Grid.
type GridRow struct {
	Mark  string   // in front of the cells
	Cells []string // one for each column, or the first alone, with a note
	Note  string   // in the place of all cells but the first
	Color Color
}

// Color is how a line is shown on a terminal; empty is as all text is.
type Color string

// Red is what is wrong or over. The others are names of colours too.
const Red Color = "red"

// Paint returns the text in the colour.
func (c Color) Paint(text string) string {
	codes := map[Color]string{Red: "31", "green": "32", "blue": "34", "magenta": "35", "cyan": "36", "white": "97", "bold": "1"}
	code, known := codes[c]
	if !known {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// gap is what stands between two columns.
const gap = "  "

// leastColumn is what a column is not made narrower than, while a firm one may still be.
const leastColumn = 8

// Lines draws the header and the rows in so many columns of a terminal.
func (g Grid) Lines(columns int, colored bool) []string {
	g = g.printable()
	margin := 0
	for _, r := range g.Rows {
		margin = max(margin, textWidth(r.Mark))
	}
	margin = max(margin, 1) + 1
	widths := g.widths(columns - margin)
	lines := make([]string, 0, len(g.Rows)+1)
	draw := func(r GridRow) {
		var b strings.Builder
		b.WriteString(padded(r.Mark, margin))
		for i, cell := range r.Cells {
			if i > 0 {
				b.WriteString(gap)
			}
			b.WriteString(padded(Shorten(cell, widths[i]), widths[i]))
		}
		if r.Note != "" {
			b.WriteString(gap + Shorten(r.Note, max(1, columns-margin-widths[0]-len(gap))))
		}
		line := strings.TrimRight(b.String(), " ")
		if colored {
			line = r.Color.Paint(line)
		}
		lines = append(lines, line)
	}
	draw(GridRow{Cells: g.Header, Color: "bold"})
	for _, r := range g.Rows {
		draw(r)
	}
	return lines
}

func (g Grid) printable() Grid {
	rows := make([]GridRow, len(g.Rows))
	for i, r := range g.Rows {
		cells := make([]string, len(r.Cells))
		for j, cell := range r.Cells {
			cells[j] = Printable(cell)
		}
		rows[i] = GridRow{r.Mark, cells, Printable(r.Note), r.Color}
	}
	return Grid{g.Header, g.Firm, rows}
}

// widths fits the columns into so many of the terminal: the widest gives first.
func (g Grid) widths(most int) []int {
	widths := make([]int, len(g.Header))
	for i, title := range g.Header {
		widths[i] = textWidth(title)
	}
	for _, r := range g.Rows {
		for i, cell := range r.Cells {
			widths[i] = max(widths[i], textWidth(cell))
		}
	}
	all := len(gap) * (len(widths) - 1)
	for _, w := range widths {
		all += w
	}
	for ; all > most; all-- {
		i := g.widest(widths)
		if widths[i] == 1 {
			break
		}
		widths[i]--
	}
	return widths
}

// widest is the column that is shortened next.
func (g Grid) widest(widths []int) int {
	all, loose := 0, -1
	for i, w := range widths {
		if w > widths[all] {
			all = i
		}
		if w > leastColumn && !slices.Contains(g.Firm, i) && (loose < 0 || w > widths[loose]) {
			loose = i
		}
	}
	if loose >= 0 {
		return loose
	}
	return all
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-textWidth(text)))
}

// Shorten returns the text in at most so many columns: where it is longer, its beginning and end with … between them.
func Shorten(text string, columns int) string {
	if textWidth(text) <= columns {
		return text
	}
	runes := []rune(text)
	head, tail := columns/2, (columns-1)/2 // of what is left beside the …, the beginning has the odd one
	from, to := 0, len(runes)
	for used := 0; from < len(runes) && used+runeWidth(runes[from]) <= head; from++ {
		used += runeWidth(runes[from])
	}
	for used := 0; to > from && used+runeWidth(runes[to-1]) <= tail; to-- {
		used += runeWidth(runes[to-1])
	}
	return string(runes[:from]) + "…" + string(runes[to:])
}

// textWidth is how many columns of a terminal a text takes.
func textWidth(text string) int {
	width := 0
	for i := range len(text) {
		if text[i] >= 0x80 {
			width = 0
			for _, r := range text {
				width += runeWidth(r)
			}
			return width
		}
		width++
	}
	return width
}

// runeWidth is that of terminals: two for the wide letters of East Asia (UAX 11) and pictures, none for marks.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf && r != 0x303f, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}
