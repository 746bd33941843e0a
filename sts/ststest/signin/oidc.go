package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// client is a registered client.
type client struct {
	secret  string
	expires time.Time
	grants  []string
	scopes  []string
}

// grant is an authorization code that was given out.
type grant struct {
	client, redirect, challenge string
	expires                     time.Time
}

// device is a device authorization.
type device struct {
	client   string
	userCode string
	expires  time.Time
	asked    time.Time // when it was asked for last
}

// The lives of what is given out. Tokens with scopes are short and can be refreshed.
const (
	clientLife   = 90 * 24 * time.Hour
	codeLife     = 10 * time.Minute
	scopedLife   = time.Hour
	unscopedLife = 8 * time.Hour
	interval     = time.Second
)

const (
	grantCode    = "authorization_code"
	grantRefresh = "refresh_token"
	grantDevice  = "urn:ietf:params:oauth:grant-type:device_code"
	callback     = "http://127.0.0.1/oauth/callback"
)

func (s *Service) register(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ClientName, ClientType, IssuerURL string
		Scopes, GrantTypes, RedirectURIs  []string
	}
	if !read(w, r, &in) {
		return
	}
	byCode := slices.Contains(in.GrantTypes, grantCode)
	switch {
	case in.ClientName == "" || in.ClientType != "public":
		refuseOAuth(w, http.StatusBadRequest, "InvalidClientMetadataException", "invalid_client_metadata")
	case byCode && (len(in.RedirectURIs) != 1 || in.RedirectURIs[0] != callback), !byCode && in.RedirectURIs != nil:
		refuseOAuth(w, http.StatusBadRequest, "InvalidRedirectUriException", "invalid_redirect_uri")
	case byCode && !slices.Contains(s.world.StartURLs, in.IssuerURL):
		refuseOAuth(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
	case byCode && len(in.Scopes) == 0, slices.ContainsFunc(in.Scopes, func(scope string) bool { return !strings.Contains(scope, ":") }):
		refuseOAuth(w, http.StatusBadRequest, "InvalidScopeException", "invalid_scope")
	default:
		id := s.name("client")
		c := client{secret: s.name("client-secret"), expires: s.time().Add(clientLife), grants: in.GrantTypes, scopes: in.Scopes}
		s.clients[id] = c
		writeJSON(w, http.StatusOK, map[string]any{
			"clientId": id, "clientSecret": c.secret,
			"clientIdIssuedAt": s.time().Unix(), "clientSecretExpiresAt": c.expires.Unix(),
		})
	}
}

// knows says whether the client is registered, with this secret, for the grant.
func (s *Service) knows(w http.ResponseWriter, id, secret, grant string) bool {
	c, known := s.clients[id]
	switch {
	case !known || c.secret != secret || !s.time().Before(c.expires):
		refuseOAuth(w, http.StatusUnauthorized, "InvalidClientException", "invalid_client")
		return false
	case len(c.grants) == 0 && grant == grantCode, len(c.grants) > 0 && !slices.Contains(c.grants, grant):
		refuseOAuth(w, http.StatusBadRequest, "UnauthorizedClientException", "unauthorized_client")
		return false
	}
	return true
}

// authorize is the page that the browser is sent to.
func (s *Service) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	c, known := s.clients[q.Get("client_id")]
	redirect, err := url.Parse(q.Get("redirect_uri"))
	scoped := !slices.ContainsFunc(strings.Split(q.Get("scopes"), " "), func(scope string) bool { return !slices.Contains(c.scopes, scope) })
	switch {
	case !only(r, []string{"response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "scopes", "code_challenge"}):
		page(w, http.StatusBadRequest, "invalid_request: parameters")
	case !known || !slices.Contains(c.grants, grantCode):
		page(w, http.StatusBadRequest, "invalid_client")
	case err != nil || redirect.Port() == "" || redirect.Scheme+"://"+redirect.Hostname()+redirect.Path != callback || redirect.RawQuery != "":
		page(w, http.StatusBadRequest, "invalid_redirect_uri")
	case q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || !scoped:
		page(w, http.StatusBadRequest, "invalid_request")
	case s.will == Nothing:
		page(w, http.StatusOK, "sign in here")
	case s.will == Deny:
		http.Redirect(w, r, redirect.String()+"?"+url.Values{"error": {"access_denied"}, "state": q["state"]}.Encode(), http.StatusFound)
	default:
		code := s.name("code")
		s.codes[code] = grant{q.Get("client_id"), redirect.String(), q.Get("code_challenge"), s.time().Add(codeLife)}
		http.Redirect(w, r, redirect.String()+"?"+url.Values{"code": {code}, "state": q["state"]}.Encode(), http.StatusFound)
	}
}

func (s *Service) startDevice(w http.ResponseWriter, r *http.Request) {
	var in struct{ ClientID, ClientSecret, StartURL string }
	if !read(w, r, &in) || !s.knows(w, in.ClientID, in.ClientSecret, grantDevice) {
		return
	}
	if !slices.Contains(s.world.StartURLs, in.StartURL) {
		refuseOAuth(w, http.StatusBadRequest, "InvalidRequestException", "invalid_request")
		return
	}
	code, d := s.name("device"), &device{client: in.ClientID, userCode: s.name("ABCD-EFGH"), expires: s.time().Add(codeLife), asked: s.time()}
	s.devices[code] = d
	writeJSON(w, http.StatusOK, map[string]any{
		"deviceCode": code, "userCode": d.userCode, "expiresIn": int(codeLife / time.Second), "interval": int(interval / time.Second),
		"verificationUri": s.URL + "/device", "verificationUriComplete": s.URL + "/device?user_code=" + d.userCode,
	})
}

// enter is the page on which a code is entered. What the user then does is for Will to say.
func (s *Service) enter(w http.ResponseWriter, r *http.Request) {
	if !only(r, nil, "user_code") {
		page(w, http.StatusBadRequest, "invalid_request")
		return
	}
	page(w, http.StatusOK, "the code is "+r.URL.Query().Get("user_code"))
}

type tokenRequest struct {
	ClientID, ClientSecret, GrantType, Code, CodeVerifier, RedirectURI, DeviceCode, RefreshToken string
}

func (s *Service) createToken(w http.ResponseWriter, r *http.Request) {
	var in tokenRequest
	if !read(w, r, &in) || !s.knows(w, in.ClientID, in.ClientSecret, in.GrantType) {
		return
	}
	switch in.GrantType {
	case grantCode:
		g, known := s.codes[in.Code]
		delete(s.codes, in.Code)
		if !known || g.client != in.ClientID || g.redirect != in.RedirectURI || !s.time().Before(g.expires) || !verifies(g.challenge, in.CodeVerifier) {
			refuseOAuth(w, http.StatusBadRequest, "InvalidGrantException", "invalid_grant")
			return
		}
		s.giveToken(w, in.ClientID)
	case grantDevice:
		s.deviceToken(w, in)
	case grantRefresh:
		if s.refresh[in.RefreshToken] != in.ClientID {
			refuseOAuth(w, http.StatusBadRequest, "InvalidGrantException", "invalid_grant")
			return
		}
		delete(s.refresh, in.RefreshToken)
		s.giveToken(w, in.ClientID)
	default:
		refuseOAuth(w, http.StatusBadRequest, "UnsupportedGrantTypeException", "unsupported_grant_type")
	}
}

var verifierForm = regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`)

func verifies(challenge, verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return verifierForm.MatchString(verifier) && base64.RawURLEncoding.EncodeToString(sum[:]) == challenge
}

func (s *Service) deviceToken(w http.ResponseWriter, in tokenRequest) {
	d, known := s.devices[in.DeviceCode]
	switch {
	case !known || d.client != in.ClientID:
		refuseOAuth(w, http.StatusBadRequest, "InvalidGrantException", "invalid_grant")
		return
	case !s.time().Before(d.expires):
		refuseOAuth(w, http.StatusBadRequest, "ExpiredTokenException", "expired_token")
		return
	case s.time().Sub(d.asked) < interval:
		refuseOAuth(w, http.StatusBadRequest, "SlowDownException", "slow_down")
		return
	}
	d.asked = s.time()
	switch s.will {
	case Nothing:
		refuseOAuth(w, http.StatusBadRequest, "AuthorizationPendingException", "authorization_pending")
	case Deny:
		refuseOAuth(w, http.StatusBadRequest, "AccessDeniedException", "access_denied")
	default:
		delete(s.devices, in.DeviceCode)
		s.giveToken(w, in.ClientID)
	}
}

func (s *Service) giveToken(w http.ResponseWriter, client string) {
	life, token := unscopedLife, s.name("access")
	answer := map[string]any{"accessToken": token, "tokenType": "Bearer"}
	if len(s.clients[client].scopes) > 0 {
		refresh := s.name("refresh")
		life, s.refresh[refresh], answer["refreshToken"] = scopedLife, client, refresh
	}
	s.tokens[token] = s.time().Add(life)
	answer["expiresIn"] = int(life / time.Second)
	writeJSON(w, http.StatusOK, answer)
}
