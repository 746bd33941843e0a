// Linked has the SDK's clients of STS and IAM Identity Center in it, calls nothing, and becomes the program that its
// arguments name: what is left of the cost of exec when all that aws-runas itself does is taken away.
package main

import (
	"fmt"
	"os"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintf(os.Stderr, "linked: a program is needed; there are %d calls that won't be made\n", len(calls()))
		os.Exit(2)
	}
	err := syscall.Exec(os.Args[1], os.Args[1:], os.Environ())
	fmt.Fprintln(os.Stderr, "linked:", err)
	os.Exit(1)
}

// calls are those of aws-runas. That they could be made keeps the linker from leaving them out.
func calls() []any {
	tokens, portal, oidc := sts.New(sts.Options{}), sso.New(sso.Options{}), ssooidc.New(ssooidc.Options{})
	return []any{
		tokens.GetCallerIdentity, tokens.GetSessionToken, tokens.AssumeRole, tokens.AssumeRoleWithWebIdentity,
		portal.GetRoleCredentials, portal.ListAccounts, portal.ListAccountRoles, portal.Logout,
		oidc.CreateToken, oidc.RegisterClient, oidc.StartDeviceAuthorization,
	}
}
