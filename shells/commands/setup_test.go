package commands

import (
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	vcs := []debug.BuildSetting{
		{Key: "GOARCH", Value: "amd64"}, {Key: "GOOS", Value: "linux"}, {Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"},
	}
	main := debug.Module{Version: "v1.2.3"}
	for want, info := range map[string]*debug.BuildInfo{
		"v1.2.3 (commit 0123456789ab, go1.26.8 linux/amd64)": {Main: main, GoVersion: "go1.26.8", Settings: vcs},
		"v1.2.3 (go1.26.8 linux/amd64)":                      {Main: main, GoVersion: "go1.26.8", Settings: vcs[:2]},
		"v1.2.3 (go1.26.8)":                                  {Main: main, GoVersion: "go1.26.8"},
		"v1.2.3":                                             {Main: main},
		"(devel) (commit 0123)":                              {Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123"}}},
		"(devel)":                                            nil,
	} {
		if got := version(info, info != nil); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
