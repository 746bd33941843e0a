package sourcetest

import (
	"net/http"
	"strconv"
	"time"
)

// Metadata is the instance metadata service of an EC2 instance.
type Metadata struct {
	server
	issue Issue
	role  string
	v1    bool
}

const (
	metadataToken = "metadata-token-1"
	longestTTL    = 6 * time.Hour
	rolePath      = "/latest/meta-data/iam/security-credentials/"
)

// NewMetadata starts a service of an instance with the role, or with none. Without v1 it wants the token of version 2
// with every request; with v1 it has no such token, as old instances. The caller closes it.
func NewMetadata(issue Issue, role string, v1 bool) *Metadata {
	m := &Metadata{issue: issue, role: role, v1: v1}
	m.start(m.answer)
	return m
}

func (m *Metadata) answer(w http.ResponseWriter, r *http.Request) {
	m.log(r)
	switch {
	case r.URL.Path == "/latest/api/token":
		m.token(w, r)
	case !m.v1 && r.Header.Get("X-Aws-Ec2-Metadata-Token") != metadataToken:
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
	case m.role != "" && r.URL.Path == rolePath:
		w.Write([]byte(m.role))
	case m.role != "" && r.URL.Path == rolePath+m.role:
		c := m.issue()
		writeJSON(w, http.StatusOK, map[string]string{
			"Code":            "Success",
			"Type":            "AWS-HMAC",
			"AccessKeyId":     c.AccessKeyID,
			"SecretAccessKey": c.SecretAccessKey,
			"Token":           c.SessionToken,
			"Expiration":      c.Expires.UTC().Format(time.RFC3339),
		})
	default:
		http.Error(w, "Not Found", http.StatusNotFound)
	}
}

func (m *Metadata) token(w http.ResponseWriter, r *http.Request) {
	const field = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds"
	ttl, err := strconv.Atoi(r.Header.Get(field))
	switch {
	case m.v1:
		http.Error(w, "Not Found", http.StatusNotFound)
	case r.Method != http.MethodPut:
		http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
	case err != nil || ttl < 1 || ttl > int(longestTTL/time.Second):
		http.Error(w, "Bad Request", http.StatusBadRequest)
	case r.Header.Get("X-Forwarded-For") != "":
		http.Error(w, "Forbidden", http.StatusForbidden)
	default:
		w.Header().Set(field, strconv.Itoa(ttl))
		w.Write([]byte(metadataToken))
	}
}
