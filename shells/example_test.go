package shells_test

import (
	"fmt"

	"aws-runas/shells"
)

func ExampleShell_Quote() {
	for _, name := range []string{"bash", "powershell"} {
		shell, err := shells.Lookup(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		word, err := shell.Quote("it's prod")
		fmt.Println(word, err)
		_, err = shell.Quote("secret\n")
		fmt.Println(err)
	}
	// Output:
	// 'it'\''s'\ 'prod' <nil>
	// byte 7 begins a control character, U+000A
	// 'it' + [char]0x0027 + 's prod' <nil>
	// byte 7 begins a control character, U+000A
}
