# The statements for cmd.exe, each below its name. A mark like __NAME__ stands for what varies.
# There is no eval: "for /f" runs the lines one by one, whatever became of those before. A line that cmd.exe puts together
# so is not looked at for operators any more, and the program's own status is lost: the last line sets errorlevel. Every
# text ends with a redirection, which makes it a syntax error in PowerShell, and names a program that POSIX lacks.

### active
# It has no condition that could stand in a line of its own.

### wrapper
# Nothing holds lines together.
__BODY__

### if-inactive
# Nothing is saved, so there is nothing to do.
__BODY__

### set
# Sets the variable, which is exported like all.
set "__NAME__=__WORD__"

### remove
# Leaves no such variable.
set "__NAME__="

### distrust
# Nothing is saved.

### save
# There are no variables that children don't see: nothing can be saved.

### save-set
# Likewise.

### restore
# Ours is removed; what was there is gone.
set "__NAME__="

### if-unset
# What is there was set since, and stays.

### remember-flags
# Without a hook nobody asks for them.

### forget-flags
# Likewise.

### forget
# Likewise.

### check
# The last line has set the status.

### nothing
# Sets errorlevel to 0: removing a variable that is not there has set it.
cmd /c exit 0 <nul

### failure
# Sets errorlevel, and prints and changes nothing.
cmd /c exit __STATUS__ <nul

### eval-line
# In a batch file the percent sign is doubled.
for /f "delims=" %i in ('__COMMAND__') do @%i

### quoted-argument
# A word that can't do without quotes.
"__WORD__"
