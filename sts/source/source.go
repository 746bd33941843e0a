// Package source gets the credentials that the end of a chain of profiles names: static keys, the environment,
// credential_process, web identity, IAM Identity Center (SSO), a container's or an EC2 instance's own.
//
// It is not responsible for which of them a profile means (package profile), for roles assumed with them, or for caching
// them (package sts). The one thing that it writes is a refreshed SSO token, where the AWS CLI keeps it.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/client"
	"aws-runas/sts/hint"
	"aws-runas/sts/login"
)

// Resolver finds and gets source credentials. It holds what they need of the world.
type Resolver struct {
	Getenv  func(string) string // the user's own environment, without what a session exported
	Environ []string            // the same as a list, for the programs that are run
	Home    string              // the directory with .aws/sso/cache
	Dir     string              // the working directory
	AWS     client.Config
	Now     func() time.Time

	// Hold waits for the lock on what has this name; nil where there are no locks.
	Hold func(ctx context.Context, name, what string) (release func(), err error)
	// SignIn offers the user a new sign-in and says why, as login.Client's Offer does; nil where nobody may be asked.
	SignIn func(ctx context.Context, to login.Target, why error) error

	NoInput           error // why no program may be run that might ask; nil where one may
	EnvironmentHidden bool  // a session stands in front of keys that the user has in the environment

	Stdin  io.Reader // the terminal of the programs that are run
	Stderr io.Writer
	// RunProgram runs a program, with an environment, until its end or the context's, as env/process does.
	RunProgram func(ctx context.Context, argv, environ []string, stdin io.Reader, stdout, stderr io.Writer) error
}

// Source is where the credentials at the end of a chain come from. Resolver.Source makes it.
type Source struct {
	Profile profile.Profile // with the keys of this source and no others
	Kind    profile.Source

	// Identity is what selects the credentials: the access key id where it is known, else the command line, the SSO session,
	// account and role, the token and its role, or the endpoint. Equal identities have equal rights, so it is a part of the
	// key of what is cached.
	Identity string
	KeyID    string // the access key id, where it is known before the credentials are got
	LongTerm Answer // whether they are long-term credentials, which GetSessionToken takes
	Action   string // what gets them: an API action or a key of the profile; empty where they are there already
	Cached   bool   // they take a program or a call to AWS, and so are cached

	searched profile.Source // Ambient or Machine, when the profile names no source and this is the first of which there is a sign
	get      func(context.Context, Resolver, profile.Profile) (aws.Credentials, error)
}

// Answer is to a question that may be open until a program has run.
type Answer int

// The answers.
const (
	Unknown Answer = iota
	Yes
	No
)

// kind is what all sources of one kind have in common.
type kind struct {
	action   string
	cached   bool
	longTerm Answer
	identity func(Resolver, profile.Profile) ([]string, error)
	get      func(context.Context, Resolver, profile.Profile) (aws.Credentials, error)
}

func kindOf(s profile.Source) (kind, error) {
	switch s {
	case profile.StaticKeys:
		return kind{longTerm: Yes, get: staticKeys}, nil
	case profile.Environment:
		return kind{longTerm: Yes, get: environment}, nil
	case profile.Process:
		return kind{action: "credential_process", cached: true, identity: processIdentity, get: fromProcess}, nil
	case profile.WebIdentity:
		return kind{action: "AssumeRoleWithWebIdentity", cached: true, longTerm: No, identity: webIdentityIdentity, get: webIdentity}, nil
	case profile.SSO:
		return kind{action: "GetRoleCredentials", cached: true, longTerm: No, identity: ssoIdentity, get: sso}, nil
	case profile.LoginSession:
		return kind{action: "aws login", longTerm: No, identity: loginIdentity, get: loginSession}, nil
	case profile.Container:
		return kind{action: "container credentials", longTerm: No, identity: containerIdentity, get: container}, nil
	case profile.EC2Metadata:
		return kind{action: "instance metadata", longTerm: No, identity: metadataIdentity, get: instance}, nil
	}
	return kind{}, fmt.Errorf("%q is not a source of credentials", s)
}

// Source finds the source of the profile at the end of a chain. It runs no program and sends nothing.
func (r Resolver) Source(p profile.Profile) (Source, error) {
	if err := r.checkHidden(p); err != nil {
		return Source{}, err
	}
	found, searched := p, profile.NoSource
	if s := p.Source(); s == profile.Ambient || s == profile.Machine {
		found, searched = ambient(p, r.Getenv), s
	}
	k, err := kindOf(found.Source())
	if err != nil {
		return Source{}, err
	}
	s := Source{
		Profile: found, Kind: found.Source(), LongTerm: k.longTerm, Action: k.action, Cached: k.cached && searched == "",
		searched: searched, get: k.get,
	}
	if k.identity != nil {
		parts, err := k.identity(r, found)
		s.Identity = fmt.Sprintf("%s %q", s.Kind, parts)
		return s, err
	}
	keys, err := r.keys(found)
	s.Identity, s.KeyID = keys.AccessKeyID, keys.AccessKeyID
	if keys.SessionToken != "" {
		s.LongTerm = No
	}
	return s, err
}

// keys are those that are there without a program or a call, whether or not they have expired.
func (r Resolver) keys(p profile.Profile) (aws.Credentials, error) {
	if p.Source() == profile.Environment {
		return environmentKeys(r.Getenv)
	}
	return keysOf(p), nil
}

// Credentials gets the credentials of a source, for a web identity with this role session name. Their Source names the
// kind of source. An error has no secret in it, and may have a hint.
func (r Resolver) Credentials(ctx context.Context, s Source, sessionName string) (aws.Credentials, error) {
	p := s.Profile
	p.RoleSessionName = sessionName
	if s.searched != "" && s.Kind == profile.EC2Metadata {
		return r.searchedInstance(ctx, p, s.searched)
	}
	return s.get(ctx, r, p)
}

// staticKeys are the profile's own. A session token among them comes without its end.
func staticKeys(_ context.Context, _ Resolver, p profile.Profile) (aws.Credentials, error) {
	return keysOf(p), nil
}

func keysOf(p profile.Profile) aws.Credentials {
	return aws.Credentials{
		AccessKeyID:     p.AccessKeyID,
		SecretAccessKey: p.SecretAccessKey,
		SessionToken:    p.SessionToken,
		Source:          string(profile.StaticKeys),
	}
}

// beside adds to the parts of an identity, where a path in it is relative, the directory in which that begins: the same
// words are another program or file in another project. So they are, whatever their paths, in another ./aws_config.
func (r Resolver) beside(p profile.Profile, paths []string, parts ...string) []string {
	if slices.ContainsFunc(paths, isRelative) {
		parts = append(parts, r.Dir)
	}
	if p.Local {
		parts = append(parts, filepath.Dir(p.At.File))
	}
	return parts
}

func isRelative(path string) bool { return !filepath.IsAbs(path) }

// relativePaths are the words of a command line that stand for a file in the working directory, as far as that can be told:
// its program, where that is not looked for along PATH, and what begins with a dot.
func relativePaths(commandLine string) []string {
	argv, _ := split(commandLine, runtime.GOOS == "windows") // what can't be split is not run
	var paths []string
	for i, word := range argv {
		if i == 0 && strings.ContainsAny(word, `/\`) || strings.HasPrefix(word, ".") {
			paths = append(paths, word)
		}
	}
	return paths
}

// checkHidden refuses sources that may be the environment while the user's own keys are not there to be seen.
func (r Resolver) checkHidden(p profile.Profile) error {
	if s := p.Source(); !r.EnvironmentHidden || s != profile.Environment && s != profile.Ambient {
		return nil
	}
	return hint.Typing(
		errors.New("the session of this shell hides your own keys in the environment"),
		"in a child process, start from the outer shell\nend the session first", "drop")
}
