// Package peers_test holds the whole program against programs that others wrote: botocore and the AWS CLI as clients of
// the loopback STS, moto as a service. Each is skipped by its name where it is not installed.
package peers_test
