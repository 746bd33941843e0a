package source

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"aws-runas/profile"
)

// metadataLimit is for an instance that the profile says there is.
const metadataLimit = 5 * time.Second

// The service is on the same machine. One that drops the token's request (its answer can't cross a container's bridge)
// must leave time for asking without a token, as the AWS CLI does.
const (
	localConnectLimit = 250 * time.Millisecond
	localAnswerLimit  = 500 * time.Millisecond
)

// metadata is how an instance's metadata service is reached.
type metadata struct {
	url, mode  string // "" is the SDK's default
	disabled   bool
	v1Disabled bool
}

func metadataSettings(p profile.Profile, getenv func(string) string) metadata {
	m := metadata{
		url:        p.Endpoints.MetadataURL,
		mode:       p.Endpoints.MetadataMode,
		disabled:   strings.EqualFold(getenv("AWS_EC2_METADATA_DISABLED"), "true"),
		v1Disabled: p.Endpoints.MetadataV1Disabled,
	}
	if url := getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT"); url != "" {
		m.url = url
	}
	if mode := getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"); mode != "" {
		m.mode = mode
	}
	if v1 := getenv("AWS_EC2_METADATA_V1_DISABLED"); v1 != "" {
		m.v1Disabled = strings.EqualFold(v1, "true")
	}
	return m
}

func metadataIdentity(r Resolver, p profile.Profile) ([]string, error) {
	m := metadataSettings(p, r.Getenv)
	return []string{m.url, m.mode}, nil
}

// instance gets the credentials of the instance's role.
func instance(ctx context.Context, r Resolver, p profile.Profile) (aws.Credentials, error) {
	return r.metadata(ctx, p, metadataLimit)
}

// metadata gets the credentials of the instance's role, within the limit.
func (r Resolver) metadata(ctx context.Context, p profile.Profile, limit time.Duration) (aws.Credentials, error) {
	m := metadataSettings(p, r.Getenv)
	if m.disabled {
		return aws.Credentials{}, errors.New("AWS_EC2_METADATA_DISABLED turns instance metadata off")
	}
	o := imds.Options{
		Endpoint:          m.url,
		HTTPClient:        r.localClient(localAnswerLimit, nil),
		Retryer:           aws.NopRetryer{}, // botocore too asks once
		ClientEnableState: imds.ClientEnabled,
	}
	if err := o.EndpointMode.SetFromString(m.mode); err != nil {
		return aws.Credentials{}, fmt.Errorf("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is %q: want IPv4 or IPv6", m.mode)
	}
	if m.v1Disabled {
		o.EnableFallback = aws.FalseTernary
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c, err := roleOfInstance(limited, imds.New(o))
	switch {
	case err == nil:
		return c, nil
	case ctx.Err() != nil:
		return aws.Credentials{}, ctx.Err()
	case limited.Err() != nil || isTimeout(err):
		return aws.Credentials{}, fmt.Errorf("no instance metadata service answers within %g s", limit.Seconds())
	}
	return aws.Credentials{}, explainMetadata(err)
}

// roleOfInstance asks as the SDK does, and keeps the end that the service says: the SDK counts on no more than an hour, after
// which boto would refuse live keys.
func roleOfInstance(ctx context.Context, service *imds.Client) (aws.Credentials, error) {
	const roles = "iam/security-credentials/"
	names, err := metadataText(ctx, service, roles)
	if err != nil {
		return aws.Credentials{}, err
	}
	name, _, _ := strings.Cut(strings.TrimSpace(string(names)), "\n")
	if name == "" {
		return aws.Credentials{}, errors.New("the instance has no role")
	}
	text, err := metadataText(ctx, service, roles+name)
	if err != nil {
		return aws.Credentials{}, err
	}
	var role struct {
		Code, Message                       string
		AccessKeyId, SecretAccessKey, Token string
		Expiration                          time.Time
	}
	if err := json.Unmarshal(text, &role); err != nil {
		return aws.Credentials{}, errors.New("the response is not the expected JSON")
	}
	if !strings.EqualFold(role.Code, "Success") {
		return aws.Credentials{}, &smithy.GenericAPIError{Code: role.Code, Message: role.Message}
	}
	return aws.Credentials{
		AccessKeyID: role.AccessKeyId, SecretAccessKey: role.SecretAccessKey, SessionToken: role.Token,
		CanExpire: true, Expires: role.Expiration, Source: profile.EC2Metadata,
	}, nil
}

func metadataText(ctx context.Context, service *imds.Client, path string) ([]byte, error) {
	out, err := service.GetMetadata(ctx, &imds.GetMetadataInput{Path: path})
	if err != nil {
		return nil, err
	}
	defer out.Content.Close()
	return io.ReadAll(out.Content)
}

func isTimeout(err error) bool {
	timeout, is := errors.AsType[net.Error](err)
	return is && timeout.Timeout()
}

func explainMetadata(err error) error {
	if answer, is := errors.AsType[*smithyhttp.ResponseError](err); is {
		if answer.HTTPStatusCode() == http.StatusNotFound {
			return errors.New("the instance has no role")
		}
		return fmt.Errorf("the instance metadata service responds %s", statusOf(answer))
	}
	if answer, is := errors.AsType[smithy.APIError](err); is {
		return fmt.Errorf("the instance metadata service responds %s: %s", answer.ErrorCode(), answer.ErrorMessage())
	}
	if _, is := errors.AsType[interface {
		error
		RetryableError() bool
	}](err); is { // from the SDK's call for a token, which hides the cause
		return errors.New("no instance metadata service of version 2 answers")
	}
	return fmt.Errorf("instance metadata: %w", innermost(err))
}

func statusOf(answer interface{ HTTPStatusCode() int }) string {
	return fmt.Sprintf("%d %s", answer.HTTPStatusCode(), http.StatusText(answer.HTTPStatusCode()))
}

func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// localClient is for services of the machine itself: past every proxy, and no redirect is followed with a token. The roots
// are those that https trusts; nil is the system's.
func (r Resolver) localClient(answerLimit time.Duration, roots *x509.CertPool) *http.Client {
	return &http.Client{
		Transport: r.AWS.Observed(limited{&http.Transport{
			DialContext:           (&net.Dialer{Timeout: localConnectLimit}).DialContext,
			ResponseHeaderTimeout: answerLimit,
			TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		}}),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// longestResponse is in bytes. A service that never ends its response would take all memory.
const longestResponse = 1 << 20

// limited ends responses that are longer.
type limited struct{ http.RoundTripper }

func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := l.RoundTripper.RoundTrip(r)
	if err == nil {
		response.Body = http.MaxBytesReader(nil, response.Body, longestResponse)
	}
	return response, err
}
