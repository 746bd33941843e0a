cmd /c exit 0 <nul
