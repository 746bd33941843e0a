package detect

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// System describes a running process.
func System(pid int) (Process, error) {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return Process{}, fmt.Errorf("list of processes: %w", err)
	}
	defer windows.CloseHandle(snapshot)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		if int(entry.ProcessID) == pid {
			return Process{int(entry.ParentProcessID), []string{windows.UTF16ToString(entry.ExeFile[:])}}, nil
		}
	}
	return Process{}, fmt.Errorf("process %d: %w", pid, err)
}
