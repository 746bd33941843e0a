package signin

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// login is a session of "aws login".
type login struct {
	key   *ecdsa.PublicKey
	issue func() aws.Credentials
	ends  time.Time
}

const (
	loginClient  = "arn:aws:signin:::devtools/same-device"
	loginLife    = 15 * time.Minute // of the credentials
	sessionLife  = 12 * time.Hour
	proofMaxSkew = 5 * time.Minute
)

// LoginFile is where the AWS CLI keeps the session of an ARN below a home directory.
func LoginFile(home, arn string) string {
	sum := sha256.Sum256([]byte(arn))
	return filepath.Join(home, ".aws", "login", "cache", hex.EncodeToString(sum[:])+".json")
}

// Login does what "aws login" leaves behind: a file with credentials that are good for a duration, and with what renews
// them. Its key is one whose coordinates begin with zeros, as about one in 128 does.
func (s *Service) Login(file, arn string, life time.Duration, issue func() aws.Credentials) error {
	key := keyWithShortCoordinate()
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	c := issue()
	s.mu.Lock()
	refresh := s.name("login-refresh")
	s.logins[refresh] = &login{&key.PublicKey, issue, s.time().Add(sessionLife)}
	expires := s.time().Add(life)
	s.mu.Unlock()
	text, err := json.Marshal(map[string]any{
		"accessToken": map[string]string{
			"accessKeyId": c.AccessKeyID, "secretAccessKey": c.SecretAccessKey, "sessionToken": c.SessionToken,
			"accountId": strings.Split(arn, ":")[4], "expiresAt": expires.UTC().Format(time.RFC3339),
		},
		"tokenType": "aws_sigv4", "clientId": loginClient, "refreshToken": refresh, "idToken": "the.id.token",
		"dpopKey": string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})),
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

func keyWithShortCoordinate() *ecdsa.PrivateKey {
	for {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			panic(err)
		}
		if point, err := key.PublicKey.Bytes(); err == nil && (point[1] == 0 || point[33] == 0) {
			return key
		}
	}
}

// loginToken renews a session. The refresh token works once.
func (s *Service) loginToken(w http.ResponseWriter, r *http.Request) {
	var in struct{ ClientID, GrantType, RefreshToken string }
	if !read(w, r, &in) {
		return
	}
	session, known := s.logins[in.RefreshToken]
	wrong := "no session"
	if known {
		wrong = s.proves(r, session.key)
	}
	switch {
	case in.ClientID != loginClient || in.GrantType != "refresh_token":
		refuse(w, http.StatusBadRequest, "ValidationException", "clientId or grantType")
	case !known || !s.time().Before(session.ends):
		denied(w, http.StatusUnauthorized, "TOKEN_EXPIRED")
	case wrong != "":
		denied(w, http.StatusBadRequest, "INVALID_REQUEST: "+wrong)
	default:
		delete(s.logins, in.RefreshToken)
		next := s.name("login-refresh")
		s.logins[next] = session
		c := session.issue()
		writeJSON(w, http.StatusOK, map[string]any{
			"accessToken": map[string]string{
				"accessKeyId": c.AccessKeyID, "secretAccessKey": c.SecretAccessKey, "sessionToken": c.SessionToken,
			},
			"tokenType": "aws_sigv4", "expiresIn": int(loginLife / time.Second), "refreshToken": next,
		})
	}
}

func denied(w http.ResponseWriter, status int, code string) {
	w.Header().Set("X-Amzn-ErrorType", "AccessDeniedException")
	writeJSON(w, status, map[string]string{"error": code, "message": "refused"})
}

// proves says what is wrong with the proof of possession (RFC 9449) in the header DPoP.
func (s *Service) proves(r *http.Request, key *ecdsa.PublicKey) string {
	parts := strings.Split(r.Header.Get("DPoP"), ".")
	if len(parts) != 3 {
		return "no proof"
	}
	var header struct {
		Typ, Alg string
		JWK      struct{ Kty, Crv, X, Y string }
	}
	var claims struct {
		HTM, HTU, JTI string
		IAT           int64
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || decode(parts[0], &header) != nil || decode(parts[1], &claims) != nil {
		return "no JWT"
	}
	point, err := key.Bytes()
	if err != nil {
		return "the key"
	}
	xText, yText := base64.RawURLEncoding.EncodeToString(point[1:33]), base64.RawURLEncoding.EncodeToString(point[33:])
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	switch {
	case header.Typ != "dpop+jwt" || header.Alg != "ES256" || header.JWK.Kty != "EC" || header.JWK.Crv != "P-256":
		return "header"
	case header.JWK.X != xText || header.JWK.Y != yText:
		return "key"
	case len(signature) != 64 || !ecdsa.Verify(key, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])):
		return "signature"
	case claims.HTM != http.MethodPost || claims.HTU != s.URL+"/v1/token":
		return "htm or htu"
	case s.time().Sub(time.Unix(claims.IAT, 0)).Abs() > proofMaxSkew:
		return "iat"
	case claims.JTI == "" || s.proofs[claims.JTI]:
		return "jti"
	}
	s.proofs[claims.JTI] = true
	return ""
}

func decode(part string, into any) error {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}
