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
//	GET    /_log                                      Log; with format=json the Calls, one a line; with calls=N after Await
//	DELETE /_log                                      ClearLog
//	GET    /_code?serial=SERIAL                       UnusedCode
//	POST   /_clock?advance=DURATION                   Advance; or skew=DURATION: Skew
//	POST   /_fail?kind=KIND[&action=ACTION][&count=N] Fail
//	DELETE /_fail                                     ClearFailures
func (s *Server) control(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	var err error
	switch r.Method + " " + r.URL.Path {
	case "GET /_log":
		err = s.controlLog(w, r, query.Get("calls"), query.Get("format"))
	case "DELETE /_log":
		s.ClearLog()
	case "GET /_code":
		err = s.controlCode(w, query.Get("serial"))
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

func (s *Server) controlLog(w http.ResponseWriter, r *http.Request, n, format string) error {
	least := 0
	if n != "" {
		var err error
		if least, err = strconv.Atoi(n); err != nil {
			return err
		}
	}
	calls, err := s.Await(r.Context(), least)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if format != "json" {
			fmt.Fprintln(w, c)
		} else if err := json.NewEncoder(w).Encode(c); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) controlCode(w http.ResponseWriter, serial string) error {
	s.mu.Lock()
	_, known := s.world.device(serial)
	s.mu.Unlock()
	if !known {
		return fmt.Errorf("no user has the MFA device %q", serial)
	}
	fmt.Fprintln(w, s.UnusedCode(serial))
	return nil
}

func (s *Server) controlClock(advance, skew string) error {
	move, text := s.Advance, advance
	if skew != "" {
		move, text = s.Skew, skew
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return err
	}
	move(d)
	return nil
}

func (s *Server) controlFail(kind, action, count string) error {
	f := Failure{Kind: Kind(kind), Action: action}
	if _, known := f.Kind.refusal(); !known {
		return fmt.Errorf("no failure is called %q", kind)
	}
	if count != "" {
		n, err := strconv.Atoi(count)
		if err != nil || n < 1 {
			return fmt.Errorf("count %q is no number of calls", count)
		}
		f.Count = n
	}
	s.Fail(f)
	return nil
}
