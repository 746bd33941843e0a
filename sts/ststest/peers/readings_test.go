package peers_test

import "strings"

const (
	readerKeys = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
	readerRole = "role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = b\n"
	readerB    = "\n[profile b]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = secret\n"
)

// kindsOfProfiles are what the values are put into.
func kindsOfProfiles() map[string]string {
	return map[string]string{
		"role":    readerRole,
		"keys":    readerKeys,
		"sso":     "sso_account_id = 1\nsso_role_name = r\nsso_start_url = https://x\nsso_region = eu-west-1\n",
		"web":     "role_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = token\n",
		"process": "credential_process = p a\n",
	}
}

// valuesOf are values of each key, right and wrong.
func valuesOf() map[string][]string {
	odd := []string{"", "x", "a b", "{a} <b>", "é", "a # b", "a;b", `"a b"`, "a\n  b"}
	return map[string][]string{
		"role_arn":       {"", "short", "arn:aws:iam:::role/x", "arn:aws:iam::tenant:role/x", "arn:minio:iam:::role/x", "arn:aws:iam::1:role/a//b c", "arn:aws:iam::111122223333:user/x"},
		"source_profile": {"", "b", "B", "nowhere", "a"}, "credential_source": {"", "x", "Environment"},
		"external_id": odd, "role_session_name": odd, "mfa_serial": append(odd, "GAHT12345678", "arn:aws:iam::111122223333:mfa/m e"),
		"duration_seconds": {"", "900", "899", "0", "-1", "43200", "43201", "31536000", "8h", "3600.0", "+900", "3_600", " 900 "},
		"region":           {"", "eu-west-1", "us east", "x/y", "-x", "eu-west-1.example.com"},
		"sso_region":       {"", "eu-west-2", "us east"}, "sso_account_id": {"", "2", "00-1"}, "sso_role_name": {"", "a b", "s"}, "sso_session": {"", "s", "nowhere"},
		"sso_start_url": {"", "https://y", "not a url"}, "web_identity_token_file": {"", "token"},
		"credential_process": {"", "p", `p "a # b"`, "p 'a ; b' c", "p a\n  -b c", "p 'a", `p a\ b`, "p a # b"},
		"aws_access_key_id":  {"", "AKIAX", "A B"}, "aws_secret_access_key": {"", "s", "a b"}, "aws_session_token": {"", "t"},
		"services": {"", "s", "nowhere"}, "retry_mode": {"", "standard", "foo", "Standard"}, "max_attempts": {"", "3", "0", "many", "+3"},
		"sts_regional_endpoints": {"", "legacy", "Legacy"}, "use_fips_endpoint": {"", "true", "yes", "FALSE"}, "output": {"", "x y"},
		"ignore_configured_endpoint_urls": {"", "yes", "true"}, "include_profile": {"", "b"}, "cli_pager": {"", "less # x"}, "x y": {"1"}, "role_arm": {"x"},
	}
}

// onlyClients are keys whose values count when a client is made.
const onlyClients = " services retry_mode max_attempts sts_regional_endpoints "

// valueReadings puts each value of each key into each kind of profile.
func valueReadings() []reading {
	var all []reading
	for kind, body := range kindsOfProfiles() {
		for key, values := range valuesOf() {
			for _, value := range values {
				all = append(all, reading{
					// A key that is there already is given its new value in its place: the AWS CLI takes no doubles.
					Config:  "[profile a]\n" + with(body, key, value) + readerB + "[services s]\nx =\n  y = z\n[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n",
					Profile: "a", Client: strings.Contains(onlyClients, " "+key+" "), about: kind + ": " + key + " = " + value,
				})
			}
		}
	}
	return all
}

// with returns the lines of a profile with one more, or another value.
func with(body, key, value string) string {
	var kept strings.Builder
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, key+" =") {
			kept.WriteString(line)
		}
	}
	return kept.String() + key + " = " + value + "\n"
}

// shapeReadings are shapes of the grammar: names in both files, what may stand behind a header, ways to write a key, lines
// that are wrong, and what stands around it all.
func shapeReadings() []reading {
	var all []reading
	add := func(about, config, credentials, name string) {
		all = append(all, reading{Config: config, Credentials: credentials, Profile: name, about: about})
	}
	for _, name := range strings.Split("a(b) a,b a&b a!b a~b a*b a=b a<b> {a} $a a? 🚀 größe a.b a/b a@b a+b a%b a:b a#b a;b a]b a|b a^b UPPER -a _a a`b", " ") {
		add("config name "+name, "[profile "+name+"]\n"+readerKeys, "", name)
		add("quoted name "+name, "[profile \""+name+"\"]\n"+readerKeys, "", name)
		add("credentials name "+name, "", "["+name+"]\n"+readerKeys, name)
	}
	add("name with blanks", "", "[AWS Account (Prod)]\n"+readerKeys, "AWS Account (Prod)")
	add("name with an apostrophe", "", "[o'neil]\n"+readerKeys, "o'neil")
	add("escaped blank", "[profile a\\ b]\n"+readerKeys, "", "a b")
	for _, behind := range []string{" (old account)", " /* x */", " # x", ";x", " old [x", "x", "\t"} {
		add("behind a header "+behind, "[profile a]"+behind+"\n"+readerKeys, "", "a")
	}
	for _, between := range []string{"=", " = ", "= ", " =", ":", " : ", ": ", "\t=\t", "=:", ":="} {
		add("between key and value "+between, "[profile a]\n"+strings.ReplaceAll(readerKeys, " = ", between), "", "a")
		add("between key and value "+between, "[profile a]\n"+readerRole+"external_id"+between+"x:y=z"+readerB, "", "a")
	}
	for _, line := range []string{
		"[b", "[b = 1", "b", "= 1", ": 1", "[profile c]", "[]", "[profile]", "[profile c d]", "[other]", "# c", "; c", "  # c", "x", "s3 =\n  a = b", "s3 =\n  a",
		"k = v\n  more\n  [c]", "k = v\n\n  more", "K = V", "a b = c", "aws_access_key_id", "é = 1", "\"k\" = 1", "k = %(x)s", "k = \\", "[DEFAULT]", "[default]",
	} {
		add("above: "+line, line+"\n[profile a]\n"+readerKeys, "", "a")
		add("in it: "+line, "[profile a]\n"+readerKeys+line+"\n", "", "a")
		add("below, with a role: "+line, "[profile a]\n"+readerKeys+line+"\n"+readerRole+readerB, "", "a")
		add("elsewhere: "+line, "[profile a]\n"+readerKeys+"[profile z]\n"+line+"\n", "", "a")
	}
	plain := "[profile a]\n" + readerKeys
	for about, text := range map[string]string{
		"CRLF": strings.ReplaceAll(plain, "\n", "\r\n"), "BOM": "\ufeff" + plain, "indented": strings.ReplaceAll(plain, "\naws", "\n  aws"),
		"double section": plain + plain, "double key": plain + readerKeys, "upper case": strings.ToUpper(plain[12:]), "no end": strings.TrimSpace(plain),
		"blank lines": strings.ReplaceAll(plain, "\n", "\n\n"), "default and profile default": "[default]\nregion = x\n" + plain,
	} {
		add(about, text, "", "a")
	}
	return all
}
