package ststest

import (
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

const (
	apiVersion = "2011-06-15"
	namespace  = "https://sts.amazonaws.com/doc/2011-06-15/"
)

// refusal is an error that the service answers with.
type refusal struct {
	status  int
	code    string
	message string
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

func validationError(message string) error {
	return &refusal{http.StatusBadRequest, "ValidationError", message}
}

func accessDenied(message string) error {
	return &refusal{http.StatusForbidden, "AccessDenied", message}
}

// response is the answer to a call that went well.
type response struct {
	XMLName   xml.Name
	Result    result
	RequestID string `xml:"ResponseMetadata>RequestId"`
}

// result has the members of every operation's result. Those that an operation does not have stay empty and are left out.
type result struct {
	XMLName         xml.Name
	Credentials     *issuedCredentials
	AssumedRoleUser *assumedRoleUser
	SourceIdentity  string `xml:",omitempty"`
	Subject         string `xml:"SubjectFromWebIdentityToken,omitempty"`
	Audience        string `xml:",omitempty"`
	Provider        string `xml:",omitempty"`
	Arn             string `xml:",omitempty"`
	UserID          string `xml:"UserId,omitempty"`
	Account         string `xml:",omitempty"`
}

type issuedCredentials struct {
	AccessKeyID     string `xml:"AccessKeyId"`
	SecretAccessKey string
	SessionToken    string
	Expiration      time.Time
}

type assumedRoleUser struct {
	ID  string `xml:"AssumedRoleId"`
	ARN string `xml:"Arn"`
}

// requestID makes an id in the form of a random UUID.
func requestID() string {
	b := make([]byte, 16)
	rand.Read(b)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

type errorResponse struct {
	XMLName   xml.Name
	Type      string `xml:"Error>Type"`
	Code      string `xml:"Error>Code"`
	Message   string `xml:"Error>Message"`
	RequestID string `xml:"RequestId"`
}

// write sends an operation's result, or the refusal if there is one.
func write(w http.ResponseWriter, action string, res result, err *refusal) {
	requestID := requestID()
	status := http.StatusOK
	var document any
	if err == nil {
		res.XMLName.Local = action + "Result"
		document = response{xml.Name{Space: namespace, Local: action + "Response"}, res, requestID}
	} else {
		status = err.status
		fault := "Sender"
		if status >= 500 {
			fault = "Receiver"
		}
		document = errorResponse{xml.Name{Space: namespace, Local: "ErrorResponse"}, fault, err.code, err.message, requestID}
	}
	body, marshalErr := xml.MarshalIndent(document, "", "  ")
	if marshalErr != nil {
		panic(fmt.Sprintf("ststest: answer to %s: %v", action, marshalErr))
	}
	w.Header().Set("Content-Type", "text/xml")
	w.Header().Set("x-amzn-RequestId", requestID)
	w.WriteHeader(status)
	w.Write(append(body, '\n'))
}
