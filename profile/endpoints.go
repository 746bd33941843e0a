package profile

import "reflect"

// OwnEndpoints reports whether the profile itself says something about reaching AWS, right or wrong. Two that don't, and
// whose regions are the same, reach it alike.
func (p Profile) OwnEndpoints() bool {
	return p.wrong != nil || !reflect.ValueOf(p.Endpoints).IsZero()
}
