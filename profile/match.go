package profile

// Matching returns the names of the profiles in whose text, or name, each word may occur, in lower case. It is a quick
// look, for who then reads these alone: what it leaves out has none of the words in its name or in a value.
func (s *Set) Matching(lower []string) []string {
	return s.Names()
}
