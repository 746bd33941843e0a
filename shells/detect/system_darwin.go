package detect

import "golang.org/x/sys/unix"

// Program has nothing to say that Process does not.
func (System) Program(int) string { return "" }

// Process asks the kernel for its description of the process.
func (System) Process(pid int) (Process, error) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return Process{}, err
	}
	return Process{unix.ByteSliceToString(info.Proc.P_comm[:]), int(info.Eproc.Ppid)}, nil
}
