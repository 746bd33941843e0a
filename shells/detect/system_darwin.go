package detect

import "golang.org/x/sys/unix"

// System describes a running process.
func System(pid int) (Process, error) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return Process{}, err
	}
	return Process{int(info.Eproc.Ppid), []string{unix.ByteSliceToString(info.Proc.P_comm[:])}}, nil
}
