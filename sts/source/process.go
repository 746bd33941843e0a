package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/login"
)

// fromProcess gets credentials from the profile's credential_process. The protocol is that of "Sourcing credentials with an
// external process" in the AWS CLI's user guide.
func fromProcess(ctx context.Context, r Resolver, p profile.Profile) (aws.Credentials, error) {
	out, err := r.Run(ctx, p.CredentialProcess)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("credential_process: %w", err)
	}
	c, err := parseProcess(out)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("credential_process: what it printed %w", err)
	}
	if c.CanExpire && !r.Now().Before(c.Expires) {
		return aws.Credentials{}, fmt.Errorf("credential_process: the credentials it printed expired at %s",
			c.Expires.Format(time.RFC3339))
	}
	return c, nil
}

// processIdentity refuses a command line that this process was started by already here, not only when it is run: who runs
// the same one above holds the lock that would be waited for.
func processIdentity(r Resolver, p profile.Profile) ([]string, error) {
	if err := r.CheckRunning(p.CredentialProcess); err != nil {
		return nil, fmt.Errorf("credential_process: %w", err)
	}
	return r.beside(p, relativePaths(p.CredentialProcess), p.CredentialProcess), nil
}

// parseProcess reads what a credential_process printed. An error is the rest of a sentence and repeats none of it.
func parseProcess(out []byte) (aws.Credentials, error) {
	var printed struct {
		Version         json.RawMessage
		AccessKeyId     string
		SecretAccessKey string
		SessionToken    string
		Expiration      string
	}
	if err := json.Unmarshal(out, &printed); err != nil {
		return aws.Credentials{}, errors.New("is not the expected JSON")
	}
	c := aws.Credentials{
		AccessKeyID:     printed.AccessKeyId,
		SecretAccessKey: printed.SecretAccessKey,
		SessionToken:    printed.SessionToken,
		Source:          string(profile.Process),
	}
	switch {
	case string(printed.Version) != "1":
		return aws.Credentials{}, errors.New("is not of Version 1")
	case c.AccessKeyID == "":
		return aws.Credentials{}, errors.New("has no AccessKeyId")
	case c.SecretAccessKey == "":
		return aws.Credentials{}, errors.New("has no SecretAccessKey")
	case printed.Expiration == "":
		return c, nil
	}
	expires, err := login.ParseTime(printed.Expiration)
	if err != nil {
		return aws.Credentials{}, errors.New("has an Expiration that is no time of ISO 8601")
	}
	c.CanExpire, c.Expires = true, expires
	return c, nil
}

// runningVariable tells a program that it was started by one of these command lines, directly or not.
const runningVariable = "AWS_RUNAS_RUNNING"

// Run runs a command line of a profile on the user's terminal, without a shell, and gives what it printed. Stdin and
// stderr are the user's: it may ask for a touch or a password, for as long as it likes. An error names the program and
// none of its arguments, which may be secrets.
func (r Resolver) Run(ctx context.Context, commandLine string) ([]byte, error) {
	if r.NoInput != nil {
		return nil, &NoInputError{r.NoInput}
	}
	argv, err := split(commandLine, runtime.GOOS == "windows")
	if err != nil {
		return nil, err
	}
	running, err := r.running(commandLine)
	if err != nil {
		return nil, err
	}
	environ := append(r.Environ[:len(r.Environ):len(r.Environ)], runningVariable+"="+running)
	var out bytes.Buffer
	err = r.RunProgram(ctx, argv, environ, r.Stdin, &out, r.Stderr)
	if err == nil || errors.Is(err, exec.ErrWaitDelay) {
		return out.Bytes(), nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if failed, exited := errors.AsType[*exec.ExitError](err); exited {
		return nil, fmt.Errorf("%s failed: %s", quoted(argv[0]), failed.ProcessState)
	}
	return nil, fmt.Errorf("%s can't be run: %w", quoted(argv[0]), innermost(err))
}

// quoted puts a program's name between quotes, with what can't be seen escaped. Backslashes, which are between the names of
// directories on Windows, stay as they were typed.
func quoted(program string) string { return strings.ReplaceAll(strconv.Quote(program), `\\`, `\`) }

// running adds the command line to those that this process was started by. One that is among them already would start
// itself without end.
func (r Resolver) running(commandLine string) (string, error) {
	sum := sha256.Sum256([]byte(commandLine))
	id := hex.EncodeToString(sum[:8])
	above := strings.Fields(r.Getenv(runningVariable))
	if slices.Contains(above, id) {
		return "", errors.New("the command runs aws-runas, which would run the same command again, without end")
	}
	return strings.Join(append(above, id), " "), nil
}

// CheckRunning refuses a command line that this process was started by, directly or not. To wait for what it is to give
// would be to wait for itself.
func (r Resolver) CheckRunning(commandLine string) error {
	_, err := r.running(commandLine)
	return err
}

// NoInputError says that a program was not run because it might ask. The reason knows what to do.
type NoInputError struct{ Reason error }

func (e *NoInputError) Error() string { return "the program might ask, but " + e.Reason.Error() }

func (e *NoInputError) Unwrap() error { return e.Reason }
