package signin

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/sts/ststest"
)

// What Fixture knows.
const (
	StartURL = "https://d-1234567890.awsapps.com/start"
	LoginARN = ststest.AliceARN
)

// Fixture is a small world for scripts, whose credentials the STS knows: a start URL with two accounts and their roles.
func Fixture(server *ststest.Server) World {
	return World{
		StartURLs: []string{StartURL},
		Roles: []Role{
			{"444455556666", "Lab", "lab@example.com", "admin"},
			{"111122223333", "Web shop", "shop@example.com", "developer"},
			{"111122223333", "Web shop", "shop@example.com", "readonly"},
		},
		Issue: func(account, role string) aws.Credentials {
			return server.RoleSession("arn:aws:iam::"+account+":role/"+role, "alice", time.Hour)
		},
		Who: server.Who,
	}
}

// Control is a script's command about the service:
//
//	signin calls               prints the calls so far, and forgets them
//	signin will WHAT           says what the user does in the browser: approve, deny, nothing
//	signin advance DURATION    lets time pass for the service
//	signin forget              ends every registration
//	signin end                 ends every session
//	signin login FILE LIFE     does what "aws login" leaves behind: a session of LoginARN whose credentials live that long
func (s *Service) Control(server *ststest.Server, stdout io.Writer, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: signin COMMAND ARG")
	}
	rest := append(args[1:], "", "")
	switch args[0] {
	case "calls":
		for _, call := range s.Calls() {
			fmt.Fprintln(stdout, call)
		}
	case "will":
		s.Will(rest[0])
	case "advance":
		d, err := time.ParseDuration(rest[0])
		s.Advance(d)
		return err
	case "forget":
		s.ForgetClients()
	case "end":
		s.EndSessions()
	case "login":
		life, err := time.ParseDuration(rest[1])
		if err != nil {
			return err
		}
		return s.Login(rest[0], LoginARN, life, func() aws.Credentials { return server.UserSession(LoginARN, time.Hour) })
	default:
		return fmt.Errorf("unknown: signin %s", args[0])
	}
	return nil
}

// Browse is a browser for scripts: it goes to a page, wherever that leads, and leaves what it shows in the file that the
// variable BROWSER_PAGE names.
func Browse(url string) error {
	answer, err := http.Get(url)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	file := os.Getenv("BROWSER_PAGE")
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
