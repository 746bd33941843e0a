package env_test

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"

	"aws-runas/env"
)

func ExampleSession_Change() {
	own := env.List{"AWS_PROFILE=mine", "AWS_REGION=us-east-1", "HOME=/home/me"}
	session := env.Session{
		Profile:     "prod",
		Credentials: aws.Credentials{AccessKeyID: "ASIAPROD", SecretAccessKey: "secret", SessionToken: "token"},
		Region:      "eu-west-1",
	}
	during := own.Apply(session.Change(own))
	fmt.Println(during.Get("AWS_RUNAS_PROFILE"), during.Get("AWS_REGION"), during.Get("AWS_PROFILE") == "")
	for _, saved := range session.Change(own).Save {
		if saved.Exported {
			fmt.Println("the shell saves", saved.Name)
		}
	}
	fmt.Println(during.State() == env.Active, during.WithoutSession())
	// Output:
	// prod eu-west-1 true
	// the shell saves AWS_PROFILE
	// the shell saves AWS_REGION
	// true [HOME=/home/me]
}
