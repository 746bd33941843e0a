package sourcetest

import (
	"net/http"
	"time"
)

// Container is the credentials endpoint of a container: the agent of ECS or EKS.
type Container struct {
	server
	issue Issue
	token string
}

// NewContainer starts an endpoint at the path /credentials that wants the authorization token, or none. The caller closes
// it.
func NewContainer(issue Issue, token string) *Container {
	c := &Container{issue: issue, token: token}
	c.start(c.answer)
	return c
}

func (c *Container) answer(w http.ResponseWriter, r *http.Request) {
	c.log(r)
	switch {
	case r.Method != http.MethodGet || r.URL.Path != "/credentials":
		http.Error(w, "404 page not found", http.StatusNotFound)
	case r.Header.Get("Authorization") != c.token:
		writeJSON(w, http.StatusBadRequest, map[string]string{
			"code": "InvalidTokenException", "message": "the authorization token is not valid",
		})
	default:
		issued := c.issue()
		writeJSON(w, http.StatusOK, map[string]string{
			"RoleArn":         "arn:aws:iam::111122223333:role/task",
			"AccessKeyId":     issued.AccessKeyID,
			"SecretAccessKey": issued.SecretAccessKey,
			"Token":           issued.SessionToken,
			"Expiration":      issued.Expires.UTC().Format(time.RFC3339),
		})
	}
}
