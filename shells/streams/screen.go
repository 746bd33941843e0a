package streams

// Screen is the terminal that stdout is; the zero value is none.
type Screen struct {
	Columns int
	Color   bool
}

// narrow is as wide as a terminal is taken for that does not say how wide it is.
const narrow = 80

// Screen returns what is known of stdout. Colour is for a terminal alone: NO_COLOR (https://no-color.org) is against it
// there, CLICOLOR_FORCE (https://bixense.com/clicolors) wants it everywhere.
func (s *Streams) Screen(getenv func(string) string) Screen {
	terminal := IsTerminal(s.Stdout)
	force := getenv("CLICOLOR_FORCE") != "" && getenv("CLICOLOR_FORCE") != "0"
	screen := Screen{Color: getenv("NO_COLOR") == "" && (force || terminal && getenv("TERM") != "dumb")}
	if terminal {
		if screen.Columns = columns(s.Stdout); screen.Columns <= 0 {
			screen.Columns = narrow
		}
	}
	return screen
}
