// Package renew keeps what a command needs that renews its credentials itself: a config file, for the command, in which a
// profile gets them from a program; and the state by which that program, which is this one, gets them. SDKs run it whenever
// what they have is near its end.
//
// Neither file has a secret of this program's. They lie in a directory that is named by what is in them, so that commands
// that are alike share one: nobody is left to remove it when a command ends. The program touches it, and one that was left
// alone for a month is removed.
//
// It is not responsible for what the files say of the profile (package profile), for the command's environment (package env),
// or for getting credentials (package sts).
package renew

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aws-runas/profile/writefile"
)

// Command is the command of this program that a config file names, with the directory's name as its argument.
const Command = "credential-process"

// State is how credentials are got again.
type State struct {
	Profile string   // whose they are
	As      string   // its name in the config file
	Words   []string // the flags that ask for them, from any directory
	RoleARN string   // they are of this role, or of none

	Home, Dir string            // the home and the working directory of who started the command
	Before    map[string]string // variables as they were for them, and without those that were not set
	Now       map[string]string // the same as the command has them
}

// Store is where the directories lie.
type Store struct {
	Dir string // it is made in one that is there
	Now func() time.Time
}

// In is the store beside the entries of a cache that lies in a directory.
func In(cacheDir string, now func() time.Time) Store {
	return Store{filepath.Join(cacheDir, "renew"), now}
}

const (
	configName = "config"
	stateName  = "state"
	linkName   = "aws-runas"
)

// Write makes the directory of a state, whose profile's section is the end of the config, and returns its config file. The
// program is this one's path.
func (s Store) Write(state State, config, program string) (string, error) {
	if len(state.Words) == 0 {
		return "", errors.New("there is nothing to renew the credentials by")
	}
	// The state's Now has the path of the config, which has the name, which is made of all the rest.
	now := state.Now
	state.Now = nil
	text, err := json.Marshal(state)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(string(text) + "\n" + config + "\n" + program))
	name := hex.EncodeToString(sum[:16])
	dir := filepath.Join(s.Dir, name)
	s.sweep()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	line, err := commandLine(dir, program, name)
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, configName)
	state.Now = now
	if state.Now != nil {
		state.Now["AWS_CONFIG_FILE"] = file
	}
	if text, err = json.Marshal(state); err != nil {
		return "", err
	}
	err = errors.Join(put(filepath.Join(dir, stateName), text), put(file, []byte(config+"credential_process = "+line+"\n")))
	s.touch(dir)
	return file, err
}

// put writes a file that nobody changes by accident, unless it is there: "aws configure set" would write into it, and the
// user would not find again what they have set.
func put(file string, text []byte) error {
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, text) {
		return nil
	}
	os.Chmod(file, 0o600) // else Windows does not replace it
	if err := writefile.Replace(file, ".*.tmp", text, false); err != nil {
		return err
	}
	return os.Chmod(file, 0o400)
}

// needsNoQuotes says whether a path has only what no SDK takes for anything else in a command line: no form of quoting is read
// by them all.
func needsNoQuotes(path string) bool {
	return strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+=@%:,-") == ""
}

// commandLine is the value of credential_process. A path that would need quotes is reached by a link in the directory.
func commandLine(dir, program, name string) (string, error) {
	if windows {
		if plain := strings.ReplaceAll(program, `\`, "/"); !needsNoQuotes(plain) {
			return "", fmt.Errorf("the path %s would need quotes, which SDKs read differently: put aws-runas into a directory without blanks", program)
		}
		return program + " " + Command + " " + name, nil
	}
	link := filepath.Join(dir, linkName)
	switch {
	case needsNoQuotes(program):
		return program + " " + Command + " " + name, nil
	case needsNoQuotes(link):
		if err := os.Symlink(program, link); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		return link + " " + Command + " " + name, nil
	case strings.ContainsAny(program, "'\n"):
		return "", fmt.Errorf("neither the path %s nor the cache's directory can be said in a config file: put aws-runas into another directory", program)
	}
	return "'" + program + "' " + Command + " " + name, nil
}

// Program returns the absolute path of a program that was called by this name from a directory: as it was found, since what
// a link leads to is another after an upgrade.
func Program(called, dir string, lookPath func(string) (string, error)) (string, error) {
	path := called
	if !strings.ContainsAny(called, `/\`) {
		found, err := lookPath(called)
		if err != nil && found == "" {
			return os.Executable()
		}
		path = found
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return filepath.Clean(path), nil
}

// Open returns the state that a command was started with, and notes that it is in use. The name is that of the directory; it
// is looked for where the config file of a command lies, too, whose home directory may be another. It is an error if it
// belongs to somebody else: then the command was started by another user, to whose cache nothing may be added.
func (s Store) Open(name, config string) (State, error) {
	if len(name) != 32 || strings.Trim(name, "0123456789abcdef") != "" {
		return State{}, fmt.Errorf("%q is not the name of what exec --renew has left", name)
	}
	dir := filepath.Join(s.Dir, name)
	if _, err := os.Stat(dir); err != nil && filepath.Base(filepath.Dir(config)) == name {
		dir = filepath.Dir(config)
	}
	state, err := Read(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return state, goneError{}
	}
	if err == nil {
		s.touch(dir)
	}
	return state, err
}

type goneError struct{}

func (goneError) Error() string {
	return "the files by which this command renews its credentials are gone"
}
func (goneError) Hint() string { return "start the command again: aws-runas exec --renew" }

// Read returns the state in a directory.
func Read(dir string) (State, error) {
	var state State
	file := filepath.Join(dir, stateName)
	info, err := os.Lstat(file)
	if err != nil {
		return state, err
	}
	if !info.Mode().IsRegular() {
		return state, fmt.Errorf("%s is not a regular file", file)
	}
	if err := ours(info); err != nil {
		return state, fmt.Errorf("%s %w, who started the command: credentials are got by that user only", file, err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return state, err
	}
	if err := json.Unmarshal(text, &state); err != nil || len(state.Words) == 0 {
		return state, fmt.Errorf("%s is damaged", file)
	}
	return state, nil
}

func (s Store) touch(dir string) {
	now := s.Now()
	_ = os.Chtimes(dir, now, now) // where it can't be, a new one is made in a month
}

// kept is how long a directory is kept that no command uses: a process may run for long without asking for credentials.
const kept = 30 * 24 * time.Hour

// sweep removes what no command has used for long.
func (s Store) sweep() {
	s.remove(func(info fs.FileInfo) bool { return s.Now().Sub(info.ModTime()) > kept })
}

// Forget removes all directories and returns how many there were. A command that still runs can't renew its credentials then.
func (s Store) Forget() (removed int, err error) {
	removed, err = s.remove(func(fs.FileInfo) bool { return true })
	os.Remove(s.Dir) // if nothing else is in it
	return removed, err
}

func (s Store) remove(old func(fs.FileInfo) bool) (removed int, err error) {
	entries, err := os.ReadDir(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	var errs []error
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.IsDir() || !old(info) {
			continue
		}
		dir := filepath.Join(s.Dir, e.Name())
		for _, name := range []string{configName, stateName} {
			if windows {
				os.Chmod(filepath.Join(dir, name), 0o600) // what is read-only can't be removed there
			}
		}
		err = os.RemoveAll(dir)
		if errs = append(errs, err); err == nil {
			removed++
		}
	}
	return removed, errors.Join(append(errs, err)...)
}
