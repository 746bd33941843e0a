// Hello is the least that a Go program can do: the unit that package cost measures in.
package main

import "fmt"

func main() { fmt.Println("hello, world") }
