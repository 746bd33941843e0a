package peers_test

import (
	"fmt"
	"slices"
	"strings"
)

// spread puts the profile's keys into the two files. Those of the credentials file count; the config file may have
// others in their place.
func (s *set) spread(p *plan) {
	for _, one := range p.keys {
		switch s.rng.IntN(8) {
		case 0:
			p.config = append(p.config, property{one.key, "not-this-one"})
			fallthrough
		case 1:
			p.credentials = append(p.credentials, one)
		default:
			p.config = append(p.config, one)
		}
	}
	switch p.kind {
	case staticKeys, temporaryKeys, keysAndRole:
		s.spreadPair(p)
	case longProcess, process, webIdentity:
		if s.sometimes(6) {
			s.spreadPair(p)
		}
	}
	for _, properties := range [][]property{p.config, p.credentials} {
		s.rng.Shuffle(len(properties), func(i, j int) { properties[i], properties[j] = properties[j], properties[i] })
	}
}

// spreadPair adds static keys, now and then half of them.
func (s *set) spreadPair(p *plan) {
	pair := func() []property {
		user := userKey(s.rng.IntN(users))
		return []property{{"aws_access_key_id", user.ID}, {"aws_secret_access_key", user.Secret}}
	}
	keys := pair()
	switch {
	case p.kind == temporaryKeys:
		keys = []property{
			{"aws_access_key_id", sessionID}, {"aws_secret_access_key", sessionSecret},
			{pick(s.rng, "aws_session_token", "aws_security_token"), sessionToken},
		}
	case p.kind == staticKeys && s.sometimes(20), p.kind == keysAndRole && s.sometimes(20):
		i := s.rng.IntN(2)
		keys = keys[i : i+1]
	}
	switch s.rng.IntN(3) {
	case 0:
		p.config = append(p.config, keys...)
	case 1:
		if len(keys) > 1 {
			p.config = append(p.config, pair()...)
		}
		fallthrough
	default:
		p.credentials = append(p.credentials, keys...)
	}
}

// text spells the two files, each profile's section in any place.
func (s *set) text() (config, credentials string) {
	var configSections, credentialsSections []string
	for _, p := range s.profiles {
		onlyInCredentials := len(p.config) == 0 && len(p.credentials) > 0 && !strings.Contains(p.name, " ")
		if !onlyInCredentials {
			configSections = append(configSections, s.section(s.header(p.name), p.config))
		}
		if len(p.credentials) > 0 {
			credentialsSections = append(credentialsSections, s.section("["+p.name+"]", p.credentials))
		}
	}
	configSections = append(configSections, "[sso-session dev]\nsso_region = sa-east-1\n", "[preview]\nregion = sa-east-1\n")
	return s.file(configSections), s.file(credentialsSections)
}

func (s *set) header(name string) string {
	if name == "default" {
		return pick(s.rng, "[default]", "[profile default]", "[default]\nregion = not-this-one\n\n[profile default]")
	}
	quote := pick(s.rng, "", "", `"`, "'")
	if strings.Contains(name, " ") {
		quote = pick(s.rng, `"`, "'")
	}
	return "[profile" + pick(s.rng, " ", " ", "  ", "\t") + quote + name + quote + pick(s.rng, "", " ") + "]" + pick(s.rng, "", "", " ", " # a comment")
}

// section spells a section. Its keys are indented alike: deeper would be a continuation.
func (s *set) section(header string, properties []property) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	indent := pick(s.rng, "", "", "  ", "\t")
	for _, p := range properties {
		if s.sometimes(6) {
			b.WriteString(pick(s.rng, "\n", "   \n", "# region = not-this-one\n", "; region = not-this-one\n", "    # indented\n"))
		}
		key := p.key
		if s.sometimes(8) {
			key = strings.ToUpper(key[:1]) + key[1:]
		}
		fmt.Fprintf(&b, "%s%s%s%s%s\n", indent, key, pick(s.rng, " = ", "=", " =", "=\t", "        = "), p.value, pick(s.rng, "", "", " ", "\t "))
	}
	if s.sometimes(4) {
		b.WriteString(indent + "s3 =\n" + indent + "  region = not-this-one\n" + indent + "  role_arn = not-this-one\n")
	}
	return b.String()
}

// file joins sections in any order, with the ends of lines of either world.
func (s *set) file(sections []string) string {
	s.rng.Shuffle(len(sections), func(i, j int) { sections[i], sections[j] = sections[j], sections[i] })
	text := strings.Join(slices.Insert(sections, 0, pick(s.rng, "", "# mine\n", "\n\n")), pick(s.rng, "", "\n", "\n\n"))
	if s.sometimes(5) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if s.sometimes(5) {
		text = strings.TrimRight(text, "\r\n")
	}
	return text
}
