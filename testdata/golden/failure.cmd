cmd /c exit 2 <nul
