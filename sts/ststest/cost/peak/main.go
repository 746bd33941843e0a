//go:build unix

// Peak runs a command and prints how many bytes of memory it had at most. Linux counts into that the memory of the
// program that starts the command, which is why this one is so small.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "peak:", err)
		os.Exit(1)
	}
	most := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" { // where it is in bytes
		most *= 1024
	}
	fmt.Println(most)
}
