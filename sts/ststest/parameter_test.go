package ststest_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"aws-runas/sts/ststest"
)

// form is the body of a call: parameters as name, value, name, value….
func form(action string, parameters ...string) string {
	f := url.Values{"Action": {action}, "Version": {"2011-06-15"}}
	for i := 0; i < len(parameters); i += 2 {
		f.Add(parameters[i], parameters[i+1])
	}
	return f.Encode()
}

// assumeForm is an AssumeRole that is right but for the parameters.
func assumeForm(parameters ...string) string {
	f, _ := url.ParseQuery(form("AssumeRole", "RoleArn", ststest.DeveloperARN, "RoleSessionName", "test"))
	for i := 0; i < len(parameters); i += 2 {
		f.Set(parameters[i], parameters[i+1])
	}
	return f.Encode()
}

func TestParametersRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	const detected = "1 validation error detected: "
	for _, tt := range []struct{ name, form, text string }{
		{"other version", strings.Replace(identityForm, "2011-06-15", "2010-05-08", 1), "Version must be 2011-06-15"},
		{"version twice", identityForm + "&Version=2011-06-15", "Version must be 2011-06-15"},
		{"no version", "Action=GetCallerIdentity", "Version must be 2011-06-15"},
		{"unknown", form("GetCallerIdentity", "RoleArn", ststest.DeveloperARN), "unexpected parameter: RoleArn"},
		{"unknown in a list", assumeForm("Tags.member.1.Name", "x"), "unexpected parameter: Tags.member.1.Name"},
		{"list without a number", assumeForm("TransitiveTagKeys", "x"), "unexpected parameter: TransitiveTagKeys"},
		{"list with a letter", assumeForm("TransitiveTagKeys.member.N", "x"), "unexpected parameter: TransitiveTagKeys.member.N"},
		{"list from zero", assumeForm("TransitiveTagKeys.member.0", "x"), "unexpected parameter: TransitiveTagKeys.member.0"},
		{"list too long", assumeForm("PolicyArns.member.11.arn", strings.Repeat("x", 20)), "unexpected parameter: PolicyArns.member.11.arn"},
		{"list with a hole", assumeForm("TransitiveTagKeys.member.2", "x"), "list with a hole before TransitiveTagKeys.member.2"},
		{"twice", form("GetSessionToken", "DurationSeconds", "900", "DurationSeconds", "900"), "parameter given more than once: DurationSeconds"},
		{"role missing", form("AssumeRole", "RoleSessionName", "test"), detected + "Value null at 'roleArn' failed to satisfy constraint: Member must not be null"},
		{"role short", assumeForm("RoleArn", "arn:aws:iam::1:r"), "Value 'arn:aws:iam::1:r' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"},
		{"role long", assumeForm("RoleArn", strings.Repeat("x", 2049)), "Member must have length less than or equal to 2048"},
		{"session name missing", form("AssumeRole", "RoleArn", ststest.DeveloperARN), "Value null at 'roleSessionName'"},
		{"session name short", assumeForm("RoleSessionName", "x"), detected + "Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2"},
		{"session name long", assumeForm("RoleSessionName", strings.Repeat("x", 65)), "Member must have length less than or equal to 64"},
		{"session name with a space", assumeForm("RoleSessionName", "a b"), detected + `Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`},
		{"two at once", assumeForm("RoleSessionName", "/"), "2 validation errors detected: "},
		{"duration short", assumeForm("DurationSeconds", "899"), detected + "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"},
		{"duration long", assumeForm("DurationSeconds", "43201"), "Member must have value less than or equal to 43200"},
		{"duration no number", assumeForm("DurationSeconds", "1h"), "Value '1h' at 'durationSeconds'"},
		{"session's duration short", form("GetSessionToken", "DurationSeconds", "899"), "Member must have value greater than or equal to 900"},
		{"session's duration long", form("GetSessionToken", "DurationSeconds", "129601"), "Member must have value less than or equal to 129600"},
		{"external id short", assumeForm("ExternalId", "x"), "at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2"},
		{"external id long", assumeForm("ExternalId", strings.Repeat("x", 1225)), "Member must have length less than or equal to 1224"},
		{"external id with a space", assumeForm("ExternalId", "a b"), "Value 'a b' at 'externalId'"},
		{"serial short", assumeForm("SerialNumber", "GAHT1234", "TokenCode", "123456"), "at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9"},
		{"serial long", assumeForm("SerialNumber", strings.Repeat("x", 257), "TokenCode", "123456"), "Member must have length less than or equal to 256"},
		{"serial with a space", assumeForm("SerialNumber", "GAHT 12345", "TokenCode", "123456"), `regular expression pattern: [\w+=/:,.@-]*`},
		{"code of letters", assumeForm("SerialNumber", ststest.AliceSerial, "TokenCode", "abcdef"), `Value 'abcdef' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\d]*`},
		{"code short", assumeForm("SerialNumber", ststest.AliceSerial, "TokenCode", "12345"), "Member must have length greater than or equal to 6"},
		{"code long", assumeForm("SerialNumber", ststest.AliceSerial, "TokenCode", "1234567"), "Member must have length less than or equal to 6"},
		{"code empty", assumeForm("SerialNumber", ststest.AliceSerial, "TokenCode", ""), "Value '' at 'tokenCode'"},
		{"source identity with a space", assumeForm("SourceIdentity", "a b"), "Value 'a b' at 'sourceIdentity'"},
		{"policy too long", assumeForm("Policy", strings.Repeat("x", 2049)), "at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048"},
		{"tag's key", assumeForm("Tags.member.1.Key", "a*b", "Tags.member.1.Value", "x"), "Value 'a*b' at 'tags.1.member.key'"},
		{"tag without a value", assumeForm("Tags.member.1.Key", "team"), "every member of Tags must have a Key and a Value"},
		{"tag without a key", assumeForm("Tags.member.1.Value", "team"), "every member of Tags must have a Key and a Value"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			handmade{form: tt.form}.send(t, s).check(t, 400, "ValidationError", tt.text)
		})
	}
}

func TestLimitsAccepted(t *testing.T) {
	t.Parallel()
	s := start(t)
	fifty := []string{"DurationSeconds", "900", "RoleSessionName", strings.Repeat("x", 64), "ExternalId", strings.Repeat("x", 1224)}
	for i := range 50 {
		member := "Tags.member." + strconv.Itoa(i+1)
		fifty = append(fifty, member+".Key", "k"+strconv.Itoa(i), member+".Value", "")
	}
	handmade{form: assumeForm(fifty...)}.send(t, s).check(t, 200, "", "")
	if got := s.Calls()[0].Tags; len(got) != 50 || got[49] != "k49=" {
		t.Errorf("tags in the log: got %q", got)
	}
}

func TestNoCallOfTheProtocol(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, tt := range []struct {
		name   string
		tamper func(*http.Request)
		form   string
		status int
		code   string
	}{
		{"GET", func(r *http.Request) { r.Method = http.MethodGet }, identityForm, 405, "MethodNotAllowed"},
		{"other path", func(r *http.Request) { r.URL.Path = "/sts" }, identityForm, 404, "NotFound"},
		{"parameters in the URL", func(r *http.Request) { r.URL.RawQuery = "Version=2011-06-15" }, "Action=GetCallerIdentity", 404, "NotFound"},
		{"JSON", func(r *http.Request) { r.Header.Set("Content-Type", "application/x-amz-json-1.1") }, "{}", 400, "ValidationError"},
		{"broken escape", nil, identityForm + "&RoleArn=%zz", 400, "MalformedQueryString"},
		{"no action", nil, "Version=2011-06-15", 400, "MissingAction"},
		{"two actions", nil, identityForm + "&Action=GetCallerIdentity", 400, "MissingAction"},
		{"unknown action", nil, "Action=GetCallerIdentities&Version=2011-06-15", 400, "InvalidAction"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			handmade{form: tt.form, tamper: tt.tamper}.send(t, s).check(t, tt.status, tt.code, "")
		})
	}
}
