package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// spdx is a document of the SPDX specification, version 2.3, as far as it is needed here.
type spdx struct {
	Version           string       `json:"spdxVersion"`
	DataLicense       string       `json:"dataLicense"`
	ID                string       `json:"SPDXID"`
	Name              string       `json:"name"`
	DocumentNamespace string       `json:"documentNamespace"`
	CreationInfo      creationInfo `json:"creationInfo"`
	Packages          []module     `json:"packages"`
	Relationships     []relation   `json:"relationships"`
}

type creationInfo struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type module struct {
	ID               string      `json:"SPDXID"`
	Name             string      `json:"name"`
	Version          string      `json:"versionInfo"`
	DownloadLocation string      `json:"downloadLocation"`
	FilesAnalyzed    bool        `json:"filesAnalyzed"`
	LicenseConcluded string      `json:"licenseConcluded"`
	LicenseDeclared  string      `json:"licenseDeclared"`
	Copyright        string      `json:"copyrightText"`
	Checksums        []checksum  `json:"checksums,omitempty"`
	References       []reference `json:"externalRefs,omitempty"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type reference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type relation struct {
	From string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

// sbom lists the modules that the program was built from. They are read from the program itself, as `go version -m` does.
func (r release) sbom(program, target string) ([]byte, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(data))
	document := spdx{
		Version: "SPDX-2.3", DataLicense: "CC0-1.0", ID: "SPDXRef-DOCUMENT",
		Name:              "aws-runas " + r.version + " for " + target,
		DocumentNamespace: "https://spdx.org/spdxdocs/aws-runas-" + r.version + "-" + sum,
		CreationInfo:      creationInfo{r.date.Format(time.RFC3339), []string{"Organization: The aws-runas authors"}},
		Relationships:     []relation{{"SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-aws-runas"}},
	}
	main := part("SPDXRef-aws-runas", "aws-runas", r.version)
	main.LicenseConcluded, main.LicenseDeclared = "MIT", "MIT"
	main.Copyright = "Copyright (c) 2026 The aws-runas authors"
	main.Checksums = []checksum{{"SHA256", sum}}
	document.Packages = []module{main}
	add := func(name, version string) {
		m := part(fmt.Sprintf("SPDXRef-module-%d", len(document.Packages)), name, version)
		m.References = []reference{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + name + "@" + version}}
		document.Packages = append(document.Packages, m)
		document.Relationships = append(document.Relationships, relation{"SPDXRef-aws-runas", "DEPENDS_ON", m.ID})
	}
	add("stdlib", info.GoVersion)
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		add(dep.Path, dep.Version)
	}
	text, err := json.MarshalIndent(document, "", "  ")
	return append(text, '\n'), err
}

// part is a package of which this document knows no more than its name and version.
func part(id, name, version string) module {
	const unknown = "NOASSERTION"
	return module{
		ID: id, Name: name, Version: version, DownloadLocation: unknown,
		LicenseConcluded: unknown, LicenseDeclared: unknown, Copyright: unknown,
	}
}
