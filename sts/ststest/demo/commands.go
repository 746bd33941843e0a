package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"aws-runas/sts/ststest"
)

// mfaCode prints a code of alice's device that was not used yet.
func mfaCode(ctx context.Context, endpoint string, stdout io.Writer) error {
	return get(ctx, endpoint+"/_code?serial="+url.QueryEscape(ststest.AliceSerial), stdout)
}

// stsLog prints the calls that the STS has seen, a line each.
func stsLog(ctx context.Context, endpoint string, stdout io.Writer) error {
	return get(ctx, endpoint+"/_log", stdout)
}

func get(ctx context.Context, address string, stdout io.Writer) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	_, err = io.Copy(stdout, resp.Body)
	return err
}

// whoAmI asks the STS whose keys the environment holds, as "aws sts get-caller-identity" does.
func whoAmI(ctx context.Context, endpoint string, getenv func(string) string, stdout io.Writer) error {
	id := getenv("AWS_ACCESS_KEY_ID")
	if id == "" {
		_, err := fmt.Fprintln(stdout, "nobody: there are no keys in the environment")
		return err
	}
	client := sts.New(sts.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(endpoint),
		Credentials:  credentials.NewStaticCredentialsProvider(id, getenv("AWS_SECRET_ACCESS_KEY"), getenv("AWS_SESSION_TOKEN")),
	})
	out, err := client.GetCallerIdentity(ctx, nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, *out.Arn)
	return err
}
