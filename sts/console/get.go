package console

import (
	"context"

	"aws-runas/sts"
)

// Page is what the console opens with.
type Page struct {
	Region      string // "" stands for that of the calls
	Service     string // as the console's own URLs spell it: s3, cloudwatch; "" is the console's home
	Destination string // the URL of a page, in place of Region and Service
}

// Get gets the credentials that are asked for and makes the URL. What speaks against it is said before anything is asked.
// NoRole says that they are known to be no role's.
func Get(ctx context.Context, b *sts.Broker, asked sts.Request, page Page, noRole bool) (Link, error) {
	r := Request{
		Chain: asked.Chain, Role: asked.Role, NoRole: noRole,
		Region: page.Region, Service: page.Service, Destination: page.Destination,
	}
	if err := Check(b.AWS, r); err != nil {
		return Link{}, err
	}
	result, err := b.Credentials(ctx, asked)
	if err != nil {
		return Link{}, err
	}
	r.Credentials = result.Credentials
	return New(ctx, b.AWS, b.Now, r)
}
