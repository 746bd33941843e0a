package ststest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// caller is who signed a call.
type caller struct {
	arn       string // as GetCallerIdentity tells it
	principal string // as a trust policy names it: the user's or the role's own ARN
	id        string
	temporary bool
	mfaAt     time.Time // when the session's MFA code was given; zero without MFA. Sessions of roles have none, as in AWS
}

// session is a set of temporary credentials.
type session struct {
	issuedCredentials
	caller caller
}

func userCaller(u User) caller {
	c := caller{arn: u.ARN, principal: u.ARN, id: uniqueID("AIDA", u.ARN)}
	if c.root() {
		c.id = account(u.ARN)
	}
	return c
}

func roleCaller(r Role, sessionName string) caller {
	return caller{
		arn:       r.assumedARN(sessionName),
		principal: r.ARN,
		id:        uniqueID("AROA", r.ARN) + ":" + sessionName,
	}
}

// root reports whether the caller is an account's root user.
func (c caller) root() bool { return arnField(c.principal, 5) == "root" }

// RoleSession issues credentials of a session of the role without a call, as IAM Identity Center or an instance's
// metadata hand them out. The role need not be one of the world's.
func (s *Server) RoleSession(roleARN, sessionName string, life time.Duration) aws.Credentials {
	s.mu.Lock()
	defer s.mu.Unlock()
	return temporary(s.issue(roleCaller(Role{ARN: roleARN}, sessionName), life))
}

func temporary(c *issuedCredentials) aws.Credentials {
	return aws.Credentials{
		AccessKeyID:     c.AccessKeyID,
		SecretAccessKey: c.SecretAccessKey,
		SessionToken:    c.SessionToken,
		CanExpire:       true,
		Expires:         c.Expiration,
	}
}

// issue makes temporary credentials. The ids count up, so that a log is the same in every run; secrets and tokens are
// random, so that those of one server mean nothing to another. The lock must be held.
func (s *Server) issue(c caller, life time.Duration) *issuedCredentials {
	c.temporary = true
	s.issued++
	made := &issuedCredentials{
		AccessKeyID:     fmt.Sprintf("ASIAFAKE%012d", s.issued),
		SecretAccessKey: randomText(30),
		SessionToken:    "IQoJb3JpZ2luX2Vj" + randomText(390),
		Expiration:      s.time().Add(life).Truncate(time.Second),
	}
	s.sessions[made.AccessKeyID] = session{issuedCredentials: *made, caller: c}
	return made
}

// randomText is n random bytes in base64: with the + and / that real secrets have.
func randomText(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}

// UserSession issues credentials of a user's session without a call, as GetSessionToken gives them.
func (s *Server) UserSession(userARN string, life time.Duration) aws.Credentials {
	s.mu.Lock()
	defer s.mu.Unlock()
	return temporary(s.issue(userCaller(s.world.user(userARN)), life))
}

// Who tells whose temporary credentials these are, as GetCallerIdentity does; "" for what is none of anybody's.
func (s *Server) Who(keyID, secret, token string) (arn string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	issued, known := s.sessions[keyID]
	if !known || issued.SecretAccessKey != secret || issued.SessionToken != token || !s.time().Before(issued.Expiration) {
		return ""
	}
	return issued.caller.arn
}
