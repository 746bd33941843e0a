package ststest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"aws-runas/sts/ststest"
)

func unsigned(r *http.Request) { r.Header.Del("Authorization") }

func TestFailuresThatAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind   ststest.Kind
		status int
		code   string
	}{
		{ststest.Throttle, 400, "Throttling"},
		{ststest.Internal, 500, "InternalFailure"},
		{ststest.Unavailable, 503, "ServiceUnavailable"},
		{ststest.Deny, 403, "AccessDenied"},
	} {
		t.Run(string(tt.kind), func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.Fail(ststest.Failure{Kind: tt.kind, Count: 1})
			_, err := as(s, alice()).GetCallerIdentity(context.Background(), nil)
			refused(t, err, tt.status, tt.code, "")
			if c := s.Calls()[0]; c.Status != tt.status || c.ErrorCode != tt.code {
				t.Errorf("log: got %s", c)
			}
			if _, err := as(s, alice()).GetCallerIdentity(context.Background(), nil); err != nil {
				t.Errorf("after the failure: %v", err)
			}
		})
	}
}

func TestFailuresWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for _, kind := range []ststest.Kind{ststest.Close, ststest.Garbage} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.Fail(ststest.Failure{Kind: kind, Count: 1})
			if _, err := as(s, alice()).AssumeRole(context.Background(), assume(ststest.DeveloperARN)); err == nil {
				t.Error("the call went well")
			}
			if c := s.Calls()[0]; c.ErrorCode != string(kind) || (c.Issued != "") != (kind == ststest.Close) {
				t.Errorf("log: got %s, issued %q", c, c.Issued)
			}
			if _, err := as(s, alice()).AssumeRole(context.Background(), assume(ststest.DeveloperARN)); err != nil {
				t.Errorf("after the failure: %v", err)
			}
		})
	}
}

func TestHang(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Fail(ststest.Failure{Kind: ststest.Hang})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		_, err := as(s, alice()).GetCallerIdentity(ctx, nil)
		ended <- err
	}()
	calls, err := s.Await(t.Context(), 1)
	if err != nil || calls[0].ErrorCode != "hang" || calls[0].Status != 0 {
		t.Errorf("log: got %v, %v", calls, err)
	}
	select {
	case err := <-ended:
		t.Errorf("the call ended by itself: %v", err)
	default:
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("want the client's own end, got %v", err)
	}
}

func TestCloseEndsHangingCalls(t *testing.T) {
	t.Parallel()
	s := ststest.New(ststest.Fixture(), time.Now)
	s.Fail(ststest.Failure{Kind: ststest.Hang})
	ended := make(chan error)
	go func() {
		_, err := as(s, alice()).GetCallerIdentity(context.Background(), nil)
		ended <- err
	}()
	if _, err := s.Await(t.Context(), 1); err != nil {
		t.Error(err)
	}
	s.Close()
	if err := <-ended; err == nil {
		t.Error("the call went well")
	}
}

func TestFailuresByActionAndCount(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Fail(ststest.Failure{Kind: ststest.Throttle, Action: "AssumeRole", Count: 2})
	s.Fail(ststest.Failure{Kind: ststest.Internal, Action: "AssumeRole"})
	if _, err := as(s, alice()).GetCallerIdentity(context.Background(), nil); err != nil {
		t.Errorf("another action: %v", err)
	}
	for _, code := range []string{"Throttling", "Throttling", "InternalFailure", "InternalFailure"} {
		_, err := as(s, alice()).AssumeRole(context.Background(), assume(ststest.DeveloperARN))
		status := 400
		if code == "InternalFailure" {
			status = 500
		}
		refused(t, err, status, code, "")
	}
	s.ClearFailures()
	if _, err := as(s, alice()).AssumeRole(context.Background(), assume(ststest.DeveloperARN)); err != nil {
		t.Errorf("after ClearFailures: %v", err)
	}
}

func TestAwaitEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := start(t).Await(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("want the context's error, got %v", err)
	}
}
