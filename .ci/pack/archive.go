package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"time"
)

// tarball returns a .tar.gz of the files below the directory.
func tarball(directory string, files []file, date time.Time) ([]byte, error) {
	return gzipped(func(w io.Writer) error { return writeTar(w, directory+"/", files, date) })
}

// gzipped returns what write writes as a gzip stream, which has no time and no name in its header.
func gzipped(write func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	err = errors.Join(write(z), z.Close())
	return b.Bytes(), err
}

// writeTar writes a tar archive. Each directory comes before what lies in it, as dpkg wants.
func writeTar(w io.Writer, prefix string, files []file, date time.Time) error {
	t := tar.NewWriter(w)
	header := func(name string, mode fs.FileMode, size int, kind byte) error {
		return t.WriteHeader(&tar.Header{
			Typeflag: kind, Name: name, Mode: int64(mode), Size: int64(size), ModTime: date,
			Uname: "root", Gname: "root", Format: tar.FormatGNU,
		})
	}
	seen := map[string]bool{}
	for _, f := range files {
		name := prefix + f.name
		for i := range name {
			directory := name[:i+1]
			if name[i] != '/' || seen[directory] {
				continue
			}
			seen[directory] = true
			if err := header(directory, 0o755, 0, tar.TypeDir); err != nil {
				return err
			}
		}
		if err := header(name, f.mode, len(f.data), tar.TypeReg); err != nil {
			return err
		}
		if _, err := t.Write(f.data); err != nil {
			return err
		}
	}
	return t.Close()
}

// zipped returns a .zip of the files below the directory.
func zipped(directory string, files []file, date time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: directory + "/" + f.name, Method: zip.Deflate, Modified: date}
		h.SetMode(f.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
