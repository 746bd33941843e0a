package login

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sso/types"

	"aws-runas/profile"
	"aws-runas/sts/client"
)

// SignOut asks the portal to end a sign-in, and removes its token and registration. It reports whether there was
// anything. The files go also where the portal can't be asked, which is then the error.
func (c Client) SignOut(ctx context.Context, t Target) (removed bool, err error) {
	release, err := c.hold(ctx, t)
	if err != nil {
		return false, err
	}
	defer release()
	file := TokenFile(c.Home, t)
	token, _ := ReadToken(file) // one that can't be read is removed like any other
	asked := c.endAtPortal(ctx, t, token)
	for _, gone := range []string{file, registrationFile(c.Home, t)} {
		err := os.Remove(gone)
		switch {
		case err == nil:
			removed = true
		case !errors.Is(err, fs.ErrNotExist):
			asked = errors.Join(asked, err)
		}
	}
	return removed, asked
}

func (c Client) endAtPortal(ctx context.Context, t Target, token Token) error {
	if !token.Lives(c.Now(), 0) {
		return nil
	}
	region := token.Region
	if region == "" {
		region = t.Region
	}
	_, err := c.AWS.SSO(region).Logout(ctx, &sso.LogoutInput{AccessToken: &token.AccessToken})
	if err == nil || is[*types.UnauthorizedException](err) { // it has ended already
		return nil
	}
	return fmt.Errorf("the token of %s is removed here, and AWS was not told: %w", t, client.Explain(err))
}

// All lists the sign-ins that there may be: of every sso-session section of the user's own config file, and those of the
// older form whose tokens are kept.
func All(set *profile.Set, home string) []Target {
	targets := Older(home)
	for _, name := range set.SSOSessions() {
		role, err := set.SSOSession(name)
		if err != nil { // what a section lacks is not in the name of its token's file
			role = profile.SSORole{Session: name}
		}
		targets = append(targets, TargetOf(role))
	}
	return targets
}

// Older lists the sign-ins of the older form, without an sso-session, whose tokens are kept, whatever profiles there are
// now. A token of another program, with another name, is none.
func Older(home string) []Target {
	files, _ := filepath.Glob(filepath.Join(globbed(cacheDir(home)), "*.json"))
	var older []Target
	for _, file := range files {
		var token Token
		if readJSON(file, &token) != nil || token.StartURL == "" || token.Region == "" {
			continue
		}
		t := Target{StartURL: token.StartURL, Region: token.Region}
		if TokenFile(home, t) == file {
			older = append(older, t)
		}
	}
	return older
}

// globbed is a path that a glob takes as it is.
func globbed(path string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(path)
}
