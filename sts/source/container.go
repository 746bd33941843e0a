package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/smithy-go"

	"aws-runas/profile"
)

// The variables that ECS and EKS set in their containers, and the address of the ECS agent.
const (
	relativeVariable  = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
	fullVariable      = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
	tokenVariable     = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
	tokenFileVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"

	agent = "http://169.254.170.2"
)

// containerLimit is for all attempts.
const containerLimit = 5 * time.Second

func inContainer(getenv func(string) string) bool {
	return getenv(relativeVariable) != "" || getenv(fullVariable) != ""
}

// containerURL returns the endpoint that the variables name. As in the AWS SDKs, a token is sent in the clear only to this
// machine and to the agents of ECS and EKS.
func containerURL(getenv func(string) string) (string, error) {
	if path := getenv(relativeVariable); path != "" {
		if !strings.HasPrefix(path, "/") {
			return "", fmt.Errorf("%s is %q: want a path that begins with /", relativeVariable, path)
		}
		return agent + path, nil
	}
	full := getenv(fullVariable)
	if full == "" {
		return "", fmt.Errorf("neither %s nor %s is set", relativeVariable, fullVariable)
	}
	u, err := url.Parse(full)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%s is no URL", fullVariable)
	case u.Scheme == "http" && !isLocal(u.Hostname()):
		return "", fmt.Errorf("%s is http://%s…: only https, this machine and the agents of ECS and EKS are allowed",
			fullVariable, u.Host)
	}
	return full, nil
}

func isLocal(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host == "localhost"
	}
	switch ip.String() {
	case "169.254.170.2", "169.254.170.23", "fd00:ec2::23":
		return true
	}
	return ip.IsLoopback()
}

// containerIdentity holds the token as well: the endpoint is the same in every pod, and the token says whose the credentials
// are. One that can't be read is an error when it is used.
func containerIdentity(r Resolver, _ profile.Profile) ([]string, error) {
	url, err := containerURL(r.Getenv)
	token, tokenErr := containerToken(r.Getenv)
	if err != nil || tokenErr != nil || token == "" {
		return []string{url}, err
	}
	return append([]string{url}, principal(token)...), nil
}

// container gets the credentials of the container's role.
func container(ctx context.Context, r Resolver, _ profile.Profile) (aws.Credentials, error) {
	address, err := containerURL(r.Getenv)
	if err != nil {
		return aws.Credentials{}, err
	}
	token, err := containerToken(r.Getenv)
	if err != nil {
		return aws.Credentials{}, err
	}
	if file := r.Getenv(tokenFileVariable); file != "" {
		r.AWS.Debug("read %s", file)
	}
	roots, err := r.AWS.Roots()
	if err != nil {
		return aws.Credentials{}, err
	}
	limited, cancel := context.WithTimeout(ctx, containerLimit)
	defer cancel()
	c, err := endpointcreds.New(address, func(o *endpointcreds.Options) {
		o.AuthorizationToken = token
		o.HTTPClient = r.localClient(containerLimit, roots)
	}).Retrieve(limited)
	switch {
	case err == nil && (c.AccessKeyID == "" || c.SecretAccessKey == ""):
		err = errors.New("incomplete credentials in its response")
	case err == nil:
		c.Source = profile.Container
		return c, nil
	case ctx.Err() != nil:
		return aws.Credentials{}, ctx.Err()
	case limited.Err() != nil:
		err = fmt.Errorf("no response within %g s", containerLimit.Seconds())
	default:
		err = explainContainer(err)
	}
	return aws.Credentials{}, fmt.Errorf("the container's credentials endpoint: %w", err)
}

func explainContainer(err error) error {
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		return errors.New("its response is longer than 1 MiB")
	}
	if _, is := errors.AsType[*smithy.DeserializationError](err); is {
		return errors.New("its response is not the expected JSON")
	}
	answer, is := errors.AsType[interface {
		smithy.APIError
		HTTPStatusCode() int
	}](err)
	switch {
	case !is:
		return innermost(err)
	case answer.ErrorCode() == "":
		return fmt.Errorf("it responds %s", statusOf(answer))
	}
	return fmt.Errorf("it responds %s: %s", answer.ErrorCode(), answer.ErrorMessage())
}

// containerToken reads the token each time: the file's changes.
func containerToken(getenv func(string) string) (string, error) {
	token, origin := getenv(tokenVariable), tokenVariable
	if file := getenv(tokenFileVariable); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%s: %w", tokenFileVariable, err)
		}
		token, origin = string(text), tokenFileVariable
	}
	if strings.ContainsAny(token, "\r\n") {
		return "", fmt.Errorf("%s: the token has a line break in it", origin)
	}
	return token, nil
}
