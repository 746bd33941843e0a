package login

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/sso/types"

	"aws-runas/sts/client"
)

// Role is one that a sign-in has.
type Role struct {
	AccountID   string
	AccountName string // may be empty
	Email       string // of the account; may be empty
	Name        string
}

// atOnce is how many accounts are asked for their roles at a time: the portal answers some twenty calls a second.
const atOnce = 4

// Roles lists the roles that a sign-in has, by account and name. An error may be a *DeadError.
func (c Client) Roles(ctx context.Context, t Target) ([]Role, error) {
	c.AWS = c.AWS.WithBudget(Longest) // an organization may have thousands
	token, err := c.AccessToken(ctx, t)
	if err != nil {
		return nil, err
	}
	portal := c.AWS.SSO(t.Region)
	accounts, err := accounts(ctx, portal, token)
	if err != nil {
		return nil, listError(t, err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found := make([][]Role, len(accounts))
	next := make(chan int)
	var all sync.WaitGroup
	for range min(atOnce, len(accounts)) {
		all.Go(func() {
			for i := range next {
				roles, err := rolesOf(ctx, portal, token, accounts[i])
				if err != nil {
					cancel(err)
				}
				found[i] = roles
			}
		})
	}
	for i := range accounts {
		next <- i
	}
	close(next)
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, listError(t, err)
	}
	roles := slices.Concat(found...)
	slices.SortFunc(roles, func(a, b Role) int {
		return cmp.Or(cmp.Compare(a.AccountName, b.AccountName), cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Name, b.Name))
	})
	return roles, nil
}

// RolesOrOffer is Roles that offers a sign-in where the token is dead and the user may be asked.
func (c Client) RolesOrOffer(ctx context.Context, t Target, mayAsk bool) ([]Role, error) {
	roles, err := c.Roles(ctx, t)
	if !mayAsk || !is[*DeadError](err) {
		return roles, err
	}
	offered := c.Offer(ctx, t, err)
	switch {
	case is[*CannotAskError](offered), errors.Is(offered, ErrDeclined):
		return nil, err
	case offered != nil:
		return nil, offered
	}
	return c.Roles(ctx, t)
}

func accounts(ctx context.Context, portal *sso.Client, token string) ([]types.AccountInfo, error) {
	var all []types.AccountInfo
	pages := sso.NewListAccountsPaginator(portal, &sso.ListAccountsInput{AccessToken: &token})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, page.AccountList...)
	}
	return all, nil
}

func rolesOf(ctx context.Context, portal *sso.Client, token string, account types.AccountInfo) ([]Role, error) {
	var all []Role
	pages := sso.NewListAccountRolesPaginator(portal, &sso.ListAccountRolesInput{AccessToken: &token, AccountId: account.AccountId})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, role := range page.RoleList {
			all = append(all, Role{
				AccountID: oneLine(account.AccountId), AccountName: oneLine(account.AccountName),
				Email: oneLine(account.EmailAddress), Name: oneLine(role.RoleName),
			})
		}
	}
	return all, nil
}

// oneLine is a text of the portal's without what would begin a new line or steer a terminal.
func oneLine(text *string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, aws.ToString(text))
}

func listError(t Target, err error) error {
	if is[*types.UnauthorizedException](err) {
		return &DeadError{t, fmt.Errorf("IAM Identity Center no longer accepts the SSO token of %s", t)}
	}
	return fmt.Errorf("roles of %s: %w", t, client.Explain(err))
}

// Matching gives the roles in which every word is found: in the account's id, name or e-mail address, or the role's name,
// in any case of letters.
func Matching(roles []Role, words []string) []Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r Role) bool {
		text := strings.ToLower(strings.Join([]string{r.AccountID, r.AccountName, r.Email, r.Name}, "\n"))
		return slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, strings.ToLower(word)) })
	})
}

// Lines spells the roles as a table, one a line.
func Lines(roles []Role) string {
	widest := 0
	for _, r := range roles {
		widest = max(widest, utf8.RuneCountInString(r.AccountName))
	}
	var out strings.Builder
	for _, r := range roles {
		fmt.Fprintf(&out, "%s  %-*s  %s\n", r.AccountID, widest, r.AccountName, r.Name)
	}
	return out.String()
}

// Sections spells the roles as sections of a config file, for the user to paste. A profile's name is ACCOUNT-ROLE, of the
// account's name where it has one, and of its id where two would be alike.
func Sections(t Target, roles []Role) string {
	count := map[string]int{}
	for _, r := range roles {
		count[r.profile(r.AccountName)]++
	}
	var out strings.Builder
	for i, r := range roles {
		name := r.profile(r.AccountName)
		if count[name] > 1 {
			name = r.profile(r.AccountID)
		}
		if i > 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(&out, "[profile %s]\n", name)
		if t.Session != "" {
			fmt.Fprintf(&out, "sso_session = %s\n", t.Session)
		} else {
			fmt.Fprintf(&out, "sso_start_url = %s\nsso_region = %s\n", t.StartURL, t.Region)
		}
		fmt.Fprintf(&out, "sso_account_id = %s\nsso_role_name = %s\n", r.AccountID, r.Name)
	}
	return out.String()
}

// profile is a name that no shell and no program needs quoted.
func (r Role) profile(account string) string {
	if account == "" {
		account = r.AccountID
	}
	safe := strings.Map(func(c rune) rune {
		if strings.ContainsRune("_-.", c) || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return c
		}
		return '-'
	}, account+"-"+r.Name)
	return strings.Trim(safe, "-")
}
