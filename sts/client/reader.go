package client

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"aws-runas/profile"
)

// reader reads values from the environment and the profile, and keeps the first error.
type reader struct {
	named   string // the region, by --region
	getenv  func(string) string
	profile profile.Profile
	err     error
}

// setting is a value as the user gave it, and where: in a variable or a flag, or else as a key of the profile.
type setting struct {
	value    string
	variable string
	key      string
	profile  *profile.Profile
}

// origin names the variable, or the key at file:line.
func (s setting) origin() string {
	if s.variable != "" {
		return s.variable
	}
	if at, known := s.profile.Lines[s.key]; known {
		return fmt.Sprintf("%s: %s", at, s.key)
	}
	return fmt.Sprintf("profile %q: %s", s.profile.Name, s.key)
}

// setting returns the value of the variable, else the profile's, which is checked only then. An empty variable is an unset
// one.
func (r *reader) setting(variable, key, inProfile string) setting {
	if value := r.getenv(variable); value != "" {
		return setting{value: value, variable: variable}
	}
	r.check(key)
	return setting{value: inProfile, key: key, profile: &r.profile}
}

// check keeps the error of the profile's own values, where they count.
func (r *reader) check(keys ...string) {
	if err := r.profile.Check(keys...); err != nil && r.err == nil {
		r.err = err
	}
}

func (r *reader) refuse(s setting, want string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s is %q: want %s", s.origin(), s.value, want)
	}
}

func (r *reader) region() string {
	s := setting{value: r.named, variable: "--region"}
	for _, variable := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if s.value == "" {
			s = setting{value: r.getenv(variable), variable: variable}
		}
	}
	if s.value == "" {
		s = r.setting("", "region", r.profile.Region)
	}
	if !isRegion(s.value) {
		r.refuse(s, "a region such as eu-west-1")
	}
	return s.value
}

// isRegion is the rule of botocore's validate_region_name, and accepts "".
func isRegion(region string) bool {
	letters := func(c rune) bool {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-'
	}
	return len(region) <= 63 && strings.TrimFunc(region, letters) == "" &&
		!strings.HasPrefix(region, "-") && !strings.HasSuffix(region, "-")
}

// legacy tells whether the old regions are served by STS's global endpoint (sts_regional_endpoints).
func (r *reader) legacy() bool {
	s := r.setting("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", r.profile.Endpoints.STSRegional)
	switch s.value {
	case "", "regional":
		return false
	case "legacy":
		return true
	}
	r.refuse(s, "legacy or regional")
	return false
}

// boolean returns the variable's value, else the profile's, else false.
func (r *reader) boolean(variable string, inProfile *bool) bool {
	value := r.getenv(variable)
	switch strings.ToLower(value) {
	case "":
		return inProfile != nil && *inProfile
	case "true":
		return true
	case "false":
		return false
	}
	r.refuse(setting{value: value, variable: variable}, "true or false")
	return false
}

// overrides are URLs in place of the endpoints that the SDK would resolve, "" where there is none.
type overrides struct{ sts, sso, oidc, signIn string }

// overrides asks the environment before the profile, and in each the service before all services. The setting to
// ignore configured endpoints turns off all of them, the variables too, as in botocore.
func (r *reader) overrides() overrides {
	configured := r.profile.Endpoints
	if r.boolean("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", configured.IgnoreConfigured) {
		return overrides{}
	}
	one := func(variable, service string) string {
		s := r.setting(variable, "", "")
		if s.value == "" {
			s = r.setting("AWS_ENDPOINT_URL", "services", configured.Services[service])
		}
		if s.value == "" {
			s = r.setting("AWS_ENDPOINT_URL", "endpoint_url", configured.URL)
		} else if s.variable == "" {
			r.check("endpoint_url of " + service)
		}
		if s.value != "" && !isURL(s.value) && r.err == nil {
			r.err = fmt.Errorf("%s is no URL such as https://sts.example.com", s.origin()) // it may have a password in it
		}
		return s.value
	}
	return overrides{
		sts:    one("AWS_ENDPOINT_URL_STS", "sts"),
		sso:    one("AWS_ENDPOINT_URL_SSO", "sso"),
		oidc:   one("AWS_ENDPOINT_URL_SSO_OIDC", "sso_oidc"),
		signIn: one("AWS_ENDPOINT_URL_SIGNIN", "signin"),
	}
}

func isURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// maxBackoff keeps the usual three attempts inside the time of one call.
const maxBackoff = 2 * time.Second

// retryer returns what makes the retryer of one client. Mode legacy is botocore's older form of standard.
func (r *reader) retryer() func() aws.Retryer {
	attempts := r.maxAttempts()
	standard := func(o *retry.StandardOptions) {
		o.MaxAttempts = attempts
		o.MaxBackoff = maxBackoff
	}
	mode := r.setting("AWS_RETRY_MODE", "retry_mode", r.profile.Endpoints.RetryMode)
	switch mode.value {
	case "", "legacy", "standard":
	case "adaptive":
		return func() aws.Retryer {
			return retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
				o.StandardOptions = append(o.StandardOptions, standard)
			})
		}
	default:
		r.refuse(mode, "standard, adaptive or legacy")
	}
	return func() aws.Retryer { return retry.NewStandard(standard) }
}

func (r *reader) maxAttempts() int {
	value := r.getenv("AWS_MAX_ATTEMPTS")
	if value == "" {
		r.check("max_attempts")
		return r.profile.Endpoints.MaxAttempts
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		r.refuse(setting{value: value, variable: "AWS_MAX_ATTEMPTS"}, "a number from 1")
	}
	return n
}
