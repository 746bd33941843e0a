package source

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"aws-runas/profile"
	"aws-runas/sts/source/sourcetest"
)

const roles = "/latest/meta-data/iam/security-credentials/"

func onInstance(url string) profile.Profile {
	return profile.Profile{CredentialSource: profile.EC2Metadata, Endpoints: profile.Endpoints{MetadataURL: url}}
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	for _, v1 := range []bool{false, true} {
		server := sourcetest.NewMetadata(issued, "web", v1)
		t.Cleanup(server.Close)
		ambient := profile.Profile{CredentialSource: profile.Ambient}
		byVariable := "AWS_EC2_METADATA_SERVICE_ENDPOINT=" + server.URL
		for name, p := range map[string]profile.Profile{"profile": onInstance(server.URL), "ambient": ambient} {
			got, err := get(t.Context(), p, newResolver(t, p, byVariable))
			if err != nil {
				t.Fatalf("%s, version 1 %v: %v", name, v1, err)
			}
			checkCredentials(t, got, withSource(issued(), profile.EC2Metadata))
		}
		want := []string{"PUT /latest/api/token", "GET " + roles, "GET " + roles + "web"}
		if calls := server.Calls()[:3]; !slices.Equal(calls, want) {
			t.Errorf("calls %q, want %q", calls, want)
		}
	}
}

// TestMetadataRedirect holds that a redirect, with the token, is not followed.
func TestMetadataRedirect(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	t.Cleanup(elsewhere.Close)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			w.Write([]byte("token"))
			return
		}
		http.Redirect(w, r, elsewhere.URL, http.StatusFound)
	}))
	t.Cleanup(server.Close)
	p := onInstance(server.URL)
	_, err := get(t.Context(), p, newResolver(t, p))
	checkError(t, err, "the instance metadata service responds 302 Found")
}

func TestMetadataV1IsOff(t *testing.T) {
	t.Parallel()
	server := sourcetest.NewMetadata(issued, "web", true)
	t.Cleanup(server.Close)
	inProfile := onInstance(server.URL)
	inProfile.Endpoints.MetadataV1Disabled = true
	for _, test := range []struct {
		profile   profile.Profile
		variables []string
	}{
		{inProfile, nil},
		{onInstance(server.URL), []string{"AWS_EC2_METADATA_V1_DISABLED=true"}},
	} {
		_, err := get(t.Context(), test.profile, newResolver(t, test.profile, test.variables...))
		checkError(t, err, "no instance metadata service of version 2 answers")
	}
}

func TestMetadataRefuses(t *testing.T) {
	t.Parallel()
	noRole := sourcetest.NewMetadata(issued, "", false)
	t.Cleanup(noRole.Close)
	failed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/latest/api/token":
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			w.Write([]byte("token"))
		case roles:
			w.Write([]byte("web"))
		default:
			w.Write([]byte(`{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role web"}`))
		}
	}))
	t.Cleanup(failed.Close)
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, test := range []struct {
		name      string
		profile   profile.Profile
		variables []string
		want      string
	}{
		{"no role", onInstance(noRole.URL), nil, "the instance has no role"},
		{"role that fails", onInstance(failed.URL), nil,
			"the instance metadata service responds AssumeRoleUnauthorizedAccess: EC2 cannot assume the role web"},
		{"nobody there", onInstance(gone.URL), nil, "instance metadata: "},
		{"turned off", onInstance(noRole.URL), []string{"AWS_EC2_METADATA_DISABLED=True"},
			"AWS_EC2_METADATA_DISABLED turns instance metadata off"},
		{"mode", profile.Profile{CredentialSource: profile.EC2Metadata},
			[]string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv5"},
			`AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is "IPv5": want IPv4 or IPv6`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := get(t.Context(), test.profile, newResolver(t, test.profile, test.variables...))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func TestMetadataIsSilent(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(server.Close)
	p := onInstance(server.URL)
	_, err := newResolver(t, p).metadata(t.Context(), p, 100*time.Millisecond)
	checkError(t, err, "no instance metadata service answers within 0.1 s")

	p = profile.Profile{Name: "laptop", CredentialSource: profile.Ambient}
	_, err = get(t.Context(), p, newResolver(t, p, "AWS_EC2_METADATA_SERVICE_ENDPOINT="+server.URL))
	checkError(t, err, "no credentials: AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and "+
		"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI are not set, and no instance metadata service answers within 1 s")

	// A profile that was chosen never means the keys in the environment.
	p = profile.Profile{Name: "laptop", CredentialSource: profile.Machine, At: profile.Position{File: "config", Line: 7}}
	_, err = get(t.Context(), p, newResolver(t, p, "AWS_EC2_METADATA_SERVICE_ENDPOINT="+server.URL,
		"AWS_ACCESS_KEY_ID=AKIAMINE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_WEB_IDENTITY_TOKEN_FILE=/t"))
	var nothing *profile.NoCredentialsError
	if !errors.As(err, &nothing) || !strings.HasPrefix(err.Error(), "config:7: it has no role_arn and no credentials: ") {
		t.Errorf("error %v, want a NoCredentialsError", err)
	}
}

func TestMetadataIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	p := onInstance(server.URL)
	if _, err := get(ctx, p, newResolver(t, p)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}
