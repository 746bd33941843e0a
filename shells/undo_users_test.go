package shells_test

import (
	"slices"
	"strings"
	"testing"

	"aws-runas/env"
)

// TestUndoKeepsTheUsers shows that what the user has set since the activation stays.
func TestUndoKeepsTheUsers(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_SECRET_ACCESS_KEY=own", "AWS_PROFILE=mine", "AWS_REGION=us-east-1"}
	tests := []struct {
		name  string
		since env.List // what the user exports while the session is active
		want  env.List
	}{
		{"nothing", nil, before},
		{"a hidden variable", env.List{"AWS_PROFILE=new"},
			env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_PROFILE=new", "AWS_REGION=us-east-1", "AWS_SECRET_ACCESS_KEY=own"}},
		{"the region", env.List{"AWS_REGION=us-west-2"},
			env.List{"AWS_ACCESS_KEY_ID=AKIAOWN", "AWS_PROFILE=mine", "AWS_REGION=us-west-2", "AWS_SECRET_ACCESS_KEY=own"}},
		{"other keys", env.List{"AWS_ACCESS_KEY_ID=AKIANEW", "AWS_SECRET_ACCESS_KEY=new", "AWS_SESSION_TOKEN=new"},
			env.List{"AWS_ACCESS_KEY_ID=AKIANEW", "AWS_CREDENTIAL_EXPIRATION=2030-01-02T03:04:05Z", "AWS_PROFILE=mine",
				"AWS_REGION=us-east-1", "AWS_SECRET_ACCESS_KEY=new", "AWS_SESSION_EXPIRATION=2030-01-02T03:04:05Z",
				"AWS_SESSION_EXPIRATION_UNIX=1893553445", "AWS_SESSION_TOKEN=new"}},
	}
	change := prod.Change(before)
	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		for _, tt := range tests {
			script, now := p.define()+p.call("CHANGE"), before.Apply(change)
			for _, v := range tt.since {
				name, value, _ := strings.Cut(v, "=")
				script += export(p, name, value) + "\n"
				now = now.Apply(env.Change{Steps: []env.Step{{Name: name, Value: value}}})
			}
			texts := env.List{"CHANGE=" + text(s.Change(change, nil)), "UNDO=" + text(s.Undo(now.Undo()))}
			got := p.run(t, t.TempDir(), script+p.call("UNDO")+"env -0", append(texts, before...)...)
			child := awsVariables(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
			if want := awsVariables(tt.want); !slices.Equal(child, want) || got.status != 0 || got.stderr != "" {
				t.Errorf("%s: got %q, status %d, %s; want %q", tt.name, child, got.status, got.stderr, want)
			}
		}
	})
}

// TestSwitchKeepsTheUsers shows that what the user has set again while a session is active is there after the next one.
func TestSwitchKeepsTheUsers(t *testing.T) {
	t.Parallel()
	before := env.List{"AWS_PROFILE=mine", "AWS_ACCOUNT_ID=111122223333"}
	first := prod.Change(before)
	active := append(before.Apply(first), "AWS_PROFILE=new")
	second := dev.Change(active)
	want := []string{"AWS_ACCOUNT_ID=111122223333", "AWS_PROFILE=new"}
	each(t, func(t *testing.T, p program) {
		s, text := lookup(t, p.dialect), mustText(t)
		texts := env.List{"FIRST=" + text(s.Change(first, nil)), "SECOND=" + text(s.Change(second, nil)), "UNDO=" + text(s.Undo(active.Apply(second).Undo()))}
		script := p.define() + p.call("FIRST") + export(p, "AWS_PROFILE", "new") + "\n" + p.call("SECOND") + p.call("UNDO") + "env -0"
		got := p.run(t, t.TempDir(), script, append(texts, before...)...)
		child := awsVariables(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
		if !slices.Equal(child, want) || got.status != 0 || got.stderr != "" {
			t.Errorf("got %q, status %d, %s; want %q", child, got.status, got.stderr, want)
		}
	})
}

// TestUndoInherited ends a session in a shell that only inherited it, and so has nothing to give back.
func TestUndoInherited(t *testing.T) {
	t.Parallel()
	inherited := own.Apply(prod.Change(own))
	undo := inherited.Undo()
	each(t, func(t *testing.T, p program) {
		text := "UNDO=" + mustText(t)(lookup(t, p.dialect).Undo(undo))
		got := p.run(t, t.TempDir(), p.define()+p.call("UNDO")+p.call("UNDO")+"env -0", append(inherited, text)...)
		child := awsVariables(strings.Split(strings.TrimSuffix(got.stdout, "\x00"), "\x00"))
		if want := []string{"AWS_ROLE_ARN=arn:kept"}; !slices.Equal(child, want) || got.status != 0 || got.stderr != "" {
			t.Errorf("got %q, status %d, %s; want %q", child, got.status, got.stderr, want)
		}
	})
}

// TestUndoWithTheHook shows that the functions, which the hook needs, stay where it is loaded, and else go.
func TestUndoWithTheHook(t *testing.T) {
	t.Parallel()
	exists := map[string]string{
		"bash":       "typeset -f aws_session_expired aws_session_status_color >/dev/null && echo there || echo gone\n",
		"zsh":        "typeset -f aws_session_expired aws_session_status_color >/dev/null && echo there || echo gone\n",
		"fish":       "functions --query aws_session_expired aws_session_status_color; and echo there; or echo gone\n",
		"powershell": "if (Test-Path function:aws_session_expired) { 'there' } else { 'gone' }\n",
	}
	hook := map[string]string{
		"bash": "__aws_runas_hook=1\n", "zsh": "__aws_runas_hook=1\n",
		"fish": "set --global __aws_runas_hook 1\n", "powershell": "$global:__AwsRunasHook = 1\n",
	}
	eachHooked(t, func(t *testing.T, p program) {
		s, change := lookup(t, p.dialect), prod.Change(own)
		texts := append(slices.Clone(own),
			"CHANGE="+mustText(t)(s.Change(change, nil)), "UNDO="+mustText(t)(s.Undo(own.Apply(change).Undo())))
		steps := p.define() + p.call("CHANGE") + exists[p.dialect] + p.call("UNDO") + exists[p.dialect]
		for before, want := range map[string]string{"": "there\ngone\n", hook[p.dialect]: "there\nthere\n"} {
			if got := p.run(t, t.TempDir(), before+steps, texts...); got.stdout != want || got.stderr != "" {
				t.Errorf("%q: got %q, %s; want %q", before, got.stdout, got.stderr, want)
			}
		}
	})
}
