package endpoint

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/protocol/restjson"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// RoleCredentials is the call GetRoleCredentials of IAM Identity Center's portal in its region: credentials of an
// account's role for the user who has the access token. The error is one for Explain.
//
// This call and the next are not signed, and their endpoints, retries and time limits are as for STS. They are not made
// with the SDK's clients, which would cost every start a tenth of its time and the program 0.6 MB.
func (s Settings) RoleCredentials(ctx context.Context, region, token, account, role string) (aws.Credentials, error) {
	var answer struct {
		RoleCredentials struct {
			AccessKeyID, SecretAccessKey, SessionToken string
			Expiration                                 int64 // in milliseconds
		}
	}
	err := s.call(ctx, region, call{
		service: "portal.sso", override: s.urls.sso, method: http.MethodGet, path: "/federation/credentials",
		query:  url.Values{"account_id": {account}, "role_name": {role}},
		header: http.Header{"X-Amz-Sso_bearer_token": {token}},
		answer: &answer,
	})
	c := answer.RoleCredentials
	return aws.Credentials{
		AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken,
		CanExpire: true, Expires: time.UnixMilli(c.Expiration),
	}, err
}

// Registration is what a client of IAM Identity Center has: its own name and secret, and a user's refresh token.
type Registration struct {
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	RefreshToken string `json:"refreshToken"`
}

// Token is a user's new access token.
type Token struct {
	AccessToken  string
	ExpiresIn    int64  // in seconds
	RefreshToken string // in place of the one that was used; empty: none
}

// RefreshToken is the call CreateToken of IAM Identity Center's token service in its region, with a refresh token. The
// error is one for Explain.
func (s Settings) RefreshToken(ctx context.Context, region string, r Registration) (Token, error) {
	var token Token
	body, err := json.Marshal(struct {
		Registration
		GrantType string `json:"grantType"`
	}{r, "refresh_token"})
	if err != nil {
		return token, err
	}
	return token, s.call(ctx, region, call{
		service: "oidc", override: s.urls.oidc, method: http.MethodPost, path: "/token",
		header: http.Header{"Content-Type": {"application/json"}},
		body:   body, answer: &token,
	})
}

// call is a call that is not signed, of a service that speaks JSON.
type call struct {
	service  string // its name in the host of its endpoint
	override string // of the endpoint; empty: none
	method   string
	path     string
	query    url.Values
	header   http.Header
	body     []byte
	answer   any // what the JSON of the answer is put into
}

func (s Settings) call(ctx context.Context, region string, c call) error {
	stack := middleware.NewStack(c.service, smithyhttp.NewStackRequest)
	attempts := retry.NewAttemptMiddleware(s.retryer(), smithyhttp.RequestCloner, func(a *retry.Attempt) {
		a.DisableClockSkewCorrection = true // as for STS
	})
	err := errors.Join(
		s.network.limit(stack),
		stack.Serialize.Add(middleware.SerializeMiddlewareFunc("aws-runas/request", func(
			ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
		) (out middleware.SerializeOutput, metadata middleware.Metadata, err error) {
			if in.Request, err = s.request(ctx, region, c); err != nil {
				return out, metadata, err
			}
			return next.HandleSerialize(ctx, in)
		}), middleware.After),
		stack.Finalize.Add(attempts, middleware.After),
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("aws-runas/answer", func(
			ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
		) (out middleware.DeserializeOutput, metadata middleware.Metadata, err error) {
			if out, metadata, err = next.HandleDeserialize(ctx, in); err == nil {
				err = c.read(out.RawResponse.(*smithyhttp.Response))
			}
			return out, metadata, err
		}), middleware.After),
	)
	if err == nil {
		_, _, err = middleware.DecorateHandler(smithyhttp.NewClientHandlerWithOptions(s.network), stack).Handle(ctx, nil)
	}
	return err
}

func (s Settings) request(ctx context.Context, region string, c call) (*smithyhttp.Request, error) {
	endpoint, err := s.endpoint(ctx, region, c)
	if err != nil {
		return nil, err
	}
	endpoint.Path = strings.TrimSuffix(endpoint.Path, "/") + c.path
	endpoint.RawQuery = c.query.Encode()
	request := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	request.Method, request.URL, request.Header = c.method, endpoint, c.header
	return request.SetStream(bytes.NewReader(c.body))
}

// endpoint asks the SDK's rules for STS's endpoint. That of another service has its name in place of STS's.
func (s Settings) endpoint(ctx context.Context, region string, c call) (*url.URL, error) {
	if c.override != "" {
		return url.Parse(c.override)
	}
	ofSTS, err := sts.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, sts.EndpointParameters{
		Region: &region, UseFIPS: &s.fips, UseDualStack: &s.dualStack, UseGlobalEndpoint: aws.Bool(false),
	})
	if err != nil {
		return nil, fmt.Errorf("region %q has no endpoint", region)
	}
	ofSTS.URI.Host = c.service + strings.TrimPrefix(ofSTS.URI.Host, "sts")
	return &ofSTS.URI, nil
}

// read reads the answer, or makes it an error as the SDK does.
func (c call) read(response *smithyhttp.Response) error {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode/100 == 2 {
		return json.Unmarshal(body, c.answer)
	}
	code := restjson.SanitizeErrorCode(response.Header.Get("X-Amzn-ErrorType"))
	inBody, message, _ := restjson.GetErrorInfo(json.NewDecoder(bytes.NewReader(body))) // a proxy's answer has none
	return &smithyhttp.ResponseError{
		Response: response,
		Err:      &smithy.GenericAPIError{Code: cmp.Or(code, inBody, unknownCode), Message: message},
	}
}
