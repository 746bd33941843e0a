package env_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"aws-runas/env"
)

// TestReadmeNamesTheVariables shows that the README's table is that of the variables, row by row.
func TestReadmeNamesTheVariables(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	variables := env.Variables()
	for i := 0; i < len(variables); {
		var names []string
		meaning := variables[i].Meaning
		for ; i < len(variables) && variables[i].Meaning == meaning; i++ {
			names = append(names, "`"+variables[i].Name+"`")
		}
		rows = append(rows, fmt.Sprintf("| %s | %s |", strings.Join(names, ", "), meaning))
	}
	if want := strings.Join(rows, "\n"); !strings.Contains(string(readme), "\n"+want+"\n") {
		t.Errorf("the README should have the rows\n%s", want)
	}
}

func TestVariablesStandOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, v := range env.Variables() {
		if seen[v.Name] || v.Meaning == "" {
			t.Errorf("%s stands twice, or without a meaning", v.Name)
		}
		seen[v.Name] = true
	}
}
