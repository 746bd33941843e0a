package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/profile"
	"aws-runas/sts/client"
)

// webIdentityIdentity holds whose the token is: the file's name is the same in every pod, also where pods share a home.
func webIdentityIdentity(r Resolver, p profile.Profile) ([]string, error) {
	parts := r.beside(p, []string{p.WebIdentityTokenFile}, p.WebIdentityTokenFile, p.RoleARN)
	token, err := os.ReadFile(p.WebIdentityTokenFile)
	if err != nil { // it is an error when it is used
		return parts, nil
	}
	return append(parts, principal(strings.TrimSpace(string(token)))...), nil
}

// principal says whose a token is: a JWT by its issuer and subject, which stay when the token is renewed, and any other by a
// digest of itself.
func principal(token string) []string {
	if parts := strings.Split(token, "."); len(parts) == 3 {
		var claims struct{ Iss, Sub string }
		payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
		if err == nil && json.Unmarshal(payload, &claims) == nil && claims.Sub != "" {
			return []string{claims.Iss, claims.Sub}
		}
	}
	sum := sha256.Sum256([]byte(token))
	return []string{hex.EncodeToString(sum[:])}
}

// webIdentity assumes the profile's role with the token in a file, which whoever issues the token keeps fresh. The call is
// not signed.
func webIdentity(ctx context.Context, r Resolver, p profile.Profile) (aws.Credentials, error) {
	if p.RoleARN == "" {
		return aws.Credentials{}, errors.New("AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN")
	}
	token, err := os.ReadFile(p.WebIdentityTokenFile)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("web identity token: %w", err)
	}
	r.AWS.Debug("read %s", p.WebIdentityTokenFile)
	token = bytes.TrimSpace(token)
	if len(token) == 0 {
		return aws.Credentials{}, fmt.Errorf("web identity token: %s is empty", p.WebIdentityTokenFile)
	}
	in := &sts.AssumeRoleWithWebIdentityInput{
		RoleArn:          &p.RoleARN,
		RoleSessionName:  aws.String(p.RoleSessionName),
		WebIdentityToken: aws.String(string(token)),
	}
	if p.Duration != 0 {
		in.DurationSeconds = aws.Int32(int32(p.Duration / time.Second))
	}
	out, err := r.AWS.STS(nil).AssumeRoleWithWebIdentity(ctx, in)
	if err != nil {
		return aws.Credentials{}, fmt.Errorf("assume %s with web identity: %w", p.RoleARN, client.Explain(err))
	}
	if out.Credentials == nil {
		return aws.Credentials{}, fmt.Errorf("assume %s with web identity: incomplete credentials in the response", p.RoleARN)
	}
	return aws.Credentials{
		AccessKeyID:     aws.ToString(out.Credentials.AccessKeyId),
		SecretAccessKey: aws.ToString(out.Credentials.SecretAccessKey),
		SessionToken:    aws.ToString(out.Credentials.SessionToken),
		CanExpire:       true,
		Expires:         aws.ToTime(out.Credentials.Expiration),
		Source:          string(profile.WebIdentity),
	}, nil
}
