package detect

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Program has nothing to say that Process does not.
func (System) Program(int) string { return "" }

// Process looks for the process in a snapshot of all.
func (System) Process(pid int) (Process, error) {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return Process{}, fmt.Errorf("list of processes: %w", err)
	}
	defer windows.CloseHandle(snapshot)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		if int(entry.ProcessID) == pid {
			return Process{windows.UTF16ToString(entry.ExeFile[:]), int(entry.ParentProcessID)}, nil
		}
	}
	return Process{}, fmt.Errorf("process %d: %w", pid, err)
}
