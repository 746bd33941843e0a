package source

import (
	"context"
	"errors"
	"fmt"
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

// containerURL gives the endpoint that the variables name. As in the AWS SDKs, a token is sent in the clear only to this
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

// container gets the credentials of the container's role.
func (r Resolver) container(ctx context.Context) (aws.Credentials, error) {
	address, err := containerURL(r.Getenv)
	if err != nil {
		return aws.Credentials{}, err
	}
	token, err := containerToken(r.Getenv)
	if err != nil {
		return aws.Credentials{}, err
	}
	limited, cancel := context.WithTimeout(ctx, containerLimit)
	defer cancel()
	c, err := endpointcreds.New(address, func(o *endpointcreds.Options) {
		o.AuthorizationToken = token
		o.HTTPClient = localClient(containerLimit)
	}).Retrieve(limited)
	switch {
	case err == nil && (c.AccessKeyID == "" || c.SecretAccessKey == ""):
		err = errors.New("its answer has no keys")
	case err == nil:
		c.Source = profile.Container
		return c, nil
	case ctx.Err() != nil:
		return aws.Credentials{}, ctx.Err()
	case limited.Err() != nil:
		err = fmt.Errorf("no answer within %g s", containerLimit.Seconds())
	default:
		err = explainContainer(err)
	}
	return aws.Credentials{}, fmt.Errorf("the container's credentials endpoint: %w", err)
}

func explainContainer(err error) error {
	if _, is := errors.AsType[*smithy.DeserializationError](err); is {
		return errors.New("its answer is not the JSON that is expected of it")
	}
	answer, is := errors.AsType[interface {
		smithy.APIError
		HTTPStatusCode() int
	}](err)
	switch {
	case !is:
		return innermost(err)
	case answer.ErrorCode() == "":
		return fmt.Errorf("it answers %s", statusOf(answer))
	}
	return fmt.Errorf("it answers %s: %s", answer.ErrorCode(), answer.ErrorMessage())
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
