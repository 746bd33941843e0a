package client

import (
	"bytes"
	"encoding/xml"
	"io"
)

// standardRefusal puts a refusal into the form that the SDK knows, <ErrorResponse><Error>, so that its code decides on retries
// and messages. Test doubles and other servers send <ErrorResponse><Errors><Error>, <Response><Errors><Error> or a bare
// <Error>. What has no code, and what is in that form already, is returned as it is.
func standardRefusal(body []byte) []byte {
	var path, place []string
	var found struct{ Code, Message, RequestID string }
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			if err != io.EOF || found.Code == "" {
				return body
			}
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) == 0 {
				continue
			}
			inError := len(path) > 1 && path[len(path)-2] == "Error"
			switch text := string(token); path[len(path)-1] {
			case "Code":
				if inError && found.Code == "" {
					found.Code, place = text, append(place, path...)
				}
			case "Message":
				if inError && found.Message == "" {
					found.Message = text
				}
			case "RequestId", "RequestID":
				found.RequestID = text
			}
		}
	}
	if len(place) == 3 && place[0] == "ErrorResponse" {
		return body
	}
	type reason struct{ Code, Message string }
	standard, err := xml.Marshal(struct {
		XMLName   xml.Name `xml:"ErrorResponse"`
		Error     reason
		RequestId string
	}{Error: reason{found.Code, found.Message}, RequestId: found.RequestID})
	if err != nil {
		return body
	}
	return standard
}
