package detect

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// System is the table of the processes that ran at one moment.
type System struct {
	processes map[int]Process
	err       error
}

// NewSystem takes a snapshot of all processes.
func NewSystem() System {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return System{err: fmt.Errorf("list of processes: %w", err)}
	}
	defer windows.CloseHandle(snapshot)
	s := System{processes: make(map[int]Process)}
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		s.processes[int(entry.ProcessID)] = Process{
			Name: windows.UTF16ToString(entry.ExeFile[:]), Parent: int(entry.ParentProcessID),
		}
	}
	return s
}

// Started is when this process started.
func (System) Started() int64 { return started(windows.CurrentProcess()) }

// Program has nothing to say that Process does not.
func (System) Program(int) string { return "" }

// Process looks for the process in the snapshot.
func (s System) Process(pid int) (Process, error) {
	p, there := s.processes[pid]
	if !there {
		return Process{}, fmt.Errorf("process %d: not there: %w", pid, s.err)
	}
	if handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid)); err == nil {
		p.Started = started(handle)
		windows.CloseHandle(handle)
	}
	return p, nil
}

// started is in units of 100 ns; 0 of a process that doesn't tell.
func started(process windows.Handle) int64 {
	var created, exited, kernel, user windows.Filetime
	if windows.GetProcessTimes(process, &created, &exited, &kernel, &user) != nil {
		return 0
	}
	return created.Nanoseconds() / 100
}
