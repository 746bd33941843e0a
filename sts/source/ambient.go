package source

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/profile"
	"aws-runas/sts/hint"
)

// ambient returns the profile with the first source that there is a sign of, in the order of the AWS CLI: keys in the
// environment, web identity, container, instance metadata. The machine's are the last two only.
func ambient(p profile.Profile, getenv func(string) string) profile.Profile {
	all := p.Source() == profile.Ambient
	switch {
	case all && (getenv("AWS_ACCESS_KEY_ID") != "" || getenv("AWS_SECRET_ACCESS_KEY") != ""):
		p.CredentialSource = profile.Environment
	case all && getenv("AWS_WEB_IDENTITY_TOKEN_FILE") != "":
		p.CredentialSource = ""
		p.WebIdentityTokenFile = getenv("AWS_WEB_IDENTITY_TOKEN_FILE")
		p.RoleARN = getenv("AWS_ROLE_ARN")
		p.RoleSessionName = getenv("AWS_ROLE_SESSION_NAME")
	case inContainer(getenv):
		p.CredentialSource = profile.Container
	default:
		p.CredentialSource = profile.EC2Metadata
	}
	return p
}

// ambientLimit is how long the search waits for instance metadata: most machines are no instances.
const ambientLimit = time.Second

// searchedInstance gets the credentials of the instance's role, the last place that is searched.
func (r Resolver) searchedInstance(ctx context.Context, p profile.Profile, searched profile.Source) (aws.Credentials, error) {
	c, err := r.metadata(ctx, p, ambientLimit)
	if err != nil && searched == profile.Machine {
		return c, fmt.Errorf("%w; and %w", &profile.NoCredentialsError{Profile: p}, err)
	}
	if err != nil {
		return c, hint.With(
			fmt.Errorf("no credentials: AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and "+
				"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI are not set, and %w", err),
			fmt.Sprintf("give profile %q a source_profile or a credential_source", p.Name),
		)
	}
	return c, nil
}
