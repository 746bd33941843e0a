// Package source gets the credentials that the end of a chain of profiles names: static keys, the environment,
// credential_process, web identity, IAM Identity Center (SSO), a container's or an EC2 instance's own.
//
// It is not responsible for which of them a profile means (package profile), for roles assumed with them, or for keeping
// them (package sts). The one thing it keeps is a refreshed SSO token, where the AWS CLI
// keeps it.
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

// Resolver is what the sources need of the world.
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
}

// Credentials gets the credentials of the profile at the end of a chain. Their Source names the kind of source. An error
// has no secret in it, and may have a hint.
func Credentials(ctx context.Context, p profile.Profile, r Resolver) (aws.Credentials, error) {
	if err := r.checkHidden(p); err != nil {
		return aws.Credentials{}, err
	}
	if searched(p) {
		return r.ambientCredentials(ctx, p)
	}
	return r.credentials(ctx, p)
}

func (r Resolver) credentials(ctx context.Context, p profile.Profile) (aws.Credentials, error) {
	switch s := p.Source(); s {
	case profile.StaticKeys:
		return staticKeys(p), nil
	case profile.Environment:
		return r.environment()
	case profile.Process:
		return r.process(ctx, p)
	case profile.WebIdentity:
		return r.webIdentity(ctx, p)
	case profile.SSO:
		return r.sso(ctx, p)
	case profile.LoginSession:
		return r.loginSession(ctx, p)
	case profile.Container:
		return r.container(ctx)
	case profile.EC2Metadata:
		return r.metadata(ctx, p, metadataLimit)
	default:
		return aws.Credentials{}, fmt.Errorf("%q is no source of credentials", s)
	}
}

// Identity says what selects the credentials of the profile at the end of a chain: the access key id where it is known,
// else the command line, the SSO session, account and role, the token file and role, or the endpoint. It runs no program
// and sends nothing. Equal identities have equal rights, so it is a part of the key of what is cached.
func (r Resolver) Identity(p profile.Profile) (string, error) {
	if err := r.checkHidden(p); err != nil {
		return "", err
	}
	if searched(p) {
		p = ambient(p, r.Getenv)
	}
	switch s := p.Source(); s {
	case profile.StaticKeys:
		return p.AccessKeyID, nil
	case profile.Environment:
		keys, err := environmentKeys(r.Getenv)
		return keys.AccessKeyID, err
	case profile.Process:
		// Not only when it is run: who runs the same one above holds the lock that would be waited for.
		if err := r.CheckRunning(p.CredentialProcess); err != nil {
			return "", fmt.Errorf("credential_process: %w", err)
		}
		return identity(s, r.beside(p, relativePaths(p.CredentialProcess), p.CredentialProcess)...), nil
	case profile.WebIdentity:
		return identity(s, r.beside(p, []string{p.WebIdentityTokenFile}, p.WebIdentityTokenFile, p.RoleARN)...), nil
	case profile.SSO:
		return identity(s, p.SSO.Session, p.SSO.StartURL, p.SSO.Region, p.SSO.AccountID, p.SSO.RoleName), nil
	case profile.LoginSession:
		return identity(s, p.LoginSession), nil
	case profile.Container:
		url, err := containerURL(r.Getenv)
		return identity(s, url), err
	case profile.EC2Metadata:
		m := metadataSettings(p, r.Getenv)
		return identity(s, m.url, m.mode), nil
	default:
		return "", fmt.Errorf("%q is no source of credentials", s)
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

func identity(s profile.Source, parts ...string) string { return fmt.Sprintf("%s %q", s, parts) }

// FromEnvironment says whether the profile's credentials are keys in the environment.
func FromEnvironment(p profile.Profile, getenv func(string) string) bool {
	if searched(p) {
		p = ambient(p, getenv)
	}
	return p.Source() == profile.Environment
}

// staticKeys are the profile's own. A session token among them comes without its end.
func staticKeys(p profile.Profile) aws.Credentials {
	return aws.Credentials{
		AccessKeyID:     p.AccessKeyID,
		SecretAccessKey: p.SecretAccessKey,
		SessionToken:    p.SessionToken,
		Source:          string(profile.StaticKeys),
	}
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
