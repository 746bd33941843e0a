package sourcetest

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// SSO is IAM Identity Center: the portal that gives out the credentials of roles, and the token service that refreshes
// tokens. Its URL is that of both.
type SSO struct {
	server
	now       func() time.Time
	issue     Issue
	roles     []string
	issued    int                  // counts the tokens
	tokens    map[string]time.Time // access tokens, with their ends
	refreshes map[string]bool      // refresh tokens that are unused
}

// The client that is registered with the token service, as the AWS CLI registers itself.
const (
	clientID     = "client-1"
	clientSecret = "client-secret-1"
	tokenLife    = 8 * time.Hour
)

// NewSSO starts a service that has assigned the roles to the user, each given as ACCOUNT/ROLE. The caller closes it.
func NewSSO(now func() time.Time, issue Issue, roles ...string) *SSO {
	s := &SSO{now: now, issue: issue, roles: roles, tokens: map[string]time.Time{}, refreshes: map[string]bool{}}
	s.start(s.answer)
	return s
}

// LogIn does what "aws sso login" leaves behind: a token that is good for a duration, in its file below home. The name is
// that of the sso-session, which can be refreshed; in the older form it is the start URL, and refreshable is false.
func (s *SSO) LogIn(home, name string, life time.Duration, refreshable bool) error {
	s.mu.Lock()
	access, refresh := s.newTokens(life)
	s.mu.Unlock()
	token := map[string]any{
		"startUrl":    "https://example.awsapps.com/start",
		"region":      "eu-west-1",
		"accessToken": access,
		"expiresAt":   s.now().Add(life).UTC().Format(time.RFC3339),
	}
	if refreshable {
		token["refreshToken"] = refresh
		token["clientId"] = clientID
		token["clientSecret"] = clientSecret
		token["registrationExpiresAt"] = s.now().Add(90 * 24 * time.Hour).UTC().Format(time.RFC3339)
	}
	text, err := json.Marshal(token)
	if err != nil {
		return err
	}
	file := TokenFile(home, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// TokenFile is where the AWS CLI keeps the token of an sso-session or a start URL.
func TokenFile(home, name string) string {
	sum := sha1.Sum([]byte(name))
	return filepath.Join(home, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

// LogOut makes every token invalid, as an administrator can.
func (s *SSO) LogOut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
	clear(s.refreshes)
}

// newTokens makes tokens. The lock must be held.
func (s *SSO) newTokens(life time.Duration) (access, refresh string) {
	s.issued++
	access, refresh = fmt.Sprintf("access-%d", s.issued), fmt.Sprintf("refresh-%d", s.issued)
	s.tokens[access] = s.now().Add(life)
	s.refreshes[refresh] = true
	return access, refresh
}

func (s *SSO) answer(w http.ResponseWriter, r *http.Request) {
	s.log(r)
	switch r.Method + " " + r.URL.Path {
	case "GET /federation/credentials":
		s.roleCredentials(w, r)
	case "POST /token":
		s.createToken(w, r)
	default:
		refuse(w, http.StatusNotFound, "UnknownOperationException", "there is no such operation")
	}
}

func (s *SSO) roleCredentials(w http.ResponseWriter, r *http.Request) {
	end, known := s.tokens[r.Header.Get("X-Amz-Sso_bearer_token")]
	query := r.URL.Query()
	switch {
	case r.Header.Get("Authorization") != "":
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "the call is not to be signed")
	case !known || !s.now().Before(end):
		refuse(w, http.StatusUnauthorized, "UnauthorizedException", "Session token not found or invalid")
	case !slices.Contains(s.roles, query.Get("account_id")+"/"+query.Get("role_name")):
		refuse(w, http.StatusForbidden, "ForbiddenException", "No access")
	default:
		c := s.issue()
		writeJSON(w, http.StatusOK, map[string]any{"roleCredentials": map[string]any{
			"accessKeyId":     c.AccessKeyID,
			"secretAccessKey": c.SecretAccessKey,
			"sessionToken":    c.SessionToken,
			"expiration":      c.Expires.UnixMilli(),
		}})
	}
}

func (s *SSO) createToken(w http.ResponseWriter, r *http.Request) {
	var in struct{ ClientID, ClientSecret, GrantType, RefreshToken string }
	err := json.NewDecoder(r.Body).Decode(&in)
	switch {
	case err != nil:
		refuseToken(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
	case in.ClientID != clientID || in.ClientSecret != clientSecret:
		refuseToken(w, http.StatusUnauthorized, "InvalidClientException", "invalid_client")
	case in.GrantType != "refresh_token":
		refuseToken(w, http.StatusBadRequest, "UnsupportedGrantTypeException", "unsupported_grant_type")
	case !s.refreshes[in.RefreshToken]:
		refuseToken(w, http.StatusBadRequest, "InvalidGrantException", "invalid_grant")
	default:
		delete(s.refreshes, in.RefreshToken)
		access, refresh := s.newTokens(tokenLife)
		writeJSON(w, http.StatusOK, map[string]any{
			"accessToken":  access,
			"expiresIn":    int(tokenLife / time.Second),
			"refreshToken": refresh,
			"tokenType":    "Bearer",
		})
	}
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("X-Amzn-ErrorType", code)
	writeJSON(w, status, map[string]string{"message": message})
}

// refuseToken refuses as OAuth does, which has no message.
func refuseToken(w http.ResponseWriter, status int, code, oauth string) {
	w.Header().Set("X-Amzn-ErrorType", code)
	writeJSON(w, status, map[string]string{"error": oauth, "error_description": "refused"})
}
