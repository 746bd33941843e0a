//go:build linux

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// size is that of the stripped binary, in bytes.
func (l *lab) size() (int64, error) {
	info, err := os.Stat(filepath.Join(l.bin, "aws-runas"))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// sizeByDependency is a table of the code and data that each dependency brings in. The rest of the binary, mostly the
// tables that the runtime finds functions and lines with, has no names; it grows with the code.
func (l *lab) sizeByDependency(ctx context.Context) (string, error) {
	unstripped := filepath.Join(l.bin, "unstripped")
	if err := build(ctx, releaseFlags[:2], unstripped, "."); err != nil {
		return "", err
	}
	symbols, err := exec.CommandContext(ctx, "go", "tool", "nm", "-size", unstripped).Output()
	if err != nil {
		return "", fmt.Errorf("go tool nm: %w", err)
	}
	sizes := map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(symbols))
	for lines.Scan() {
		name, size, ok := symbol(lines.Text())
		if ok {
			sizes[dependency(name)] += size
		}
	}
	total, err := l.size()
	if err != nil {
		return "", err
	}
	rest := int(total)
	var b strings.Builder
	fmt.Fprintf(&b, "| %-48s | %10s |\n|%s|%s|\n", "code and data of", "bytes", strings.Repeat("-", 50), strings.Repeat("-", 12))
	bySize := func(one, other string) int { return cmp.Or(sizes[other]-sizes[one], cmp.Compare(one, other)) }
	for _, name := range slices.SortedFunc(maps.Keys(sizes), bySize) {
		fmt.Fprintf(&b, "| %-48s | %10d |\n", name, sizes[name])
		rest -= sizes[name]
	}
	fmt.Fprintf(&b, "| %-48s | %10d |\n", "the runtime's tables of all of it", rest)
	return b.String(), nil
}

// symbol takes a line of nm apart: address, size, kind and name. Kind B is memory that takes no place in the file, and
// so is a buffer of the standard library that nm calls data.
func symbol(line string) (name string, size int, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || strings.ContainsAny(fields[2], "BbU") || strings.HasSuffix(fields[3], "/drbg.memory") {
		return "", 0, false
	}
	size, err := strconv.Atoi(fields[1])
	return fields[3], size, err == nil
}

// dependency is the module that a symbol comes from; of the SDK, which is many, the module of the service.
func dependency(symbol string) string {
	symbol = symbol[strings.LastIndex(symbol[:strings.IndexAny(symbol+"[(", "[(")], ":")+1:] // as in type:.eq.NAME
	for _, prefix := range []string{
		"aws-runas", "main",
		"github.com/aws/aws-sdk-go-v2/service/ssooidc",
		"github.com/aws/aws-sdk-go-v2/service/sso",
		"github.com/aws/aws-sdk-go-v2/service/sts",
		"github.com/aws/aws-sdk-go-v2",
		"github.com/aws/smithy-go",
		"github.com/peterbourgon/ff", "github.com/mattn/go-isatty", "gopkg.in/ini", "golang.org/x/sys",
	} {
		if at := strings.Index(symbol, prefix); at >= 0 && strings.Trim(symbol[:at], "*.abcdefghijklmnopqrstuvwxyz") == "" {
			return strings.Replace(prefix, "main", "aws-runas", 1)
		}
	}
	return "the standard library"
}
