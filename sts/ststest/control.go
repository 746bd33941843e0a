package ststest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// control serves scripts, which have no Go: the methods of Server over HTTP.
//
//	GET    /_log                                      Log; with ?format=json the Calls, one a line
//	DELETE /_log                                      ClearLog
//	GET    /_code?serial=SERIAL                       UnusedCode; with &used=1 Code
//	POST   /_clock?advance=DURATION                   Advance; or skew=DURATION: Skew
//	POST   /_fail?kind=KIND[&action=ACTION][&count=N] Fail
//	DELETE /_fail                                     ClearFailures
func (s *Server) control(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	var err error
	switch r.Method + " " + r.URL.Path {
	case "GET /_log":
		if query.Get("format") != "json" {
			fmt.Fprint(w, s.Log())
			return
		}
		lines := json.NewEncoder(w)
		for _, c := range s.Calls() {
			lines.Encode(c)
		}
	case "DELETE /_log":
		s.ClearLog()
	case "GET /_code":
		err = s.controlCode(w, query.Get("serial"), query.Get("used") != "")
	case "POST /_clock":
		err = s.controlClock(query.Get("advance"), query.Get("skew"))
	case "POST /_fail":
		err = s.controlFail(query.Get("kind"), query.Get("action"), query.Get("count"))
	case "DELETE /_fail":
		s.ClearFailures()
	default:
		http.NotFound(w, r)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func (s *Server) controlCode(w http.ResponseWriter, serial string, used bool) error {
	s.mu.Lock()
	_, known := s.world.anyDevice(serial)
	s.mu.Unlock()
	if !known {
		return fmt.Errorf("no user has the MFA device %q", serial)
	}
	code := s.UnusedCode
	if used {
		code = s.Code
	}
	fmt.Fprintln(w, code(serial))
	return nil
}

func (s *Server) controlClock(advance, skew string) error {
	if advance != "" {
		d, err := time.ParseDuration(advance)
		if err != nil {
			return err
		}
		s.Advance(d)
	}
	if skew != "" {
		d, err := time.ParseDuration(skew)
		if err != nil {
			return err
		}
		s.Skew(d)
	}
	return nil
}

func (s *Server) controlFail(kind, action, count string) error {
	f := Failure{Kind: Kind(kind), Action: action}
	if _, known := f.Kind.refusal(); !known {
		return fmt.Errorf("no failure is called %q", kind)
	}
	if count != "" {
		var err error
		if f.Count, err = strconv.Atoi(count); err != nil {
			return err
		}
	}
	s.Fail(f)
	return nil
}
