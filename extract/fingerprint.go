package extract

import (
	"crypto/sha256"
	_ "embed" // for results
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
)

// results is the SHA-256 of what the program says of the reports in testdata and of the samples, as a test writes it: whenever
// a change of the program changes facts, it changes too.
//
//go:embed results.sum
var results string

// Fingerprint returns the hex SHA-256 of all that facts depend on beside the report itself: the program, the names, rules and
// vocabulary, and the options that change what is read. Facts of the same bytes under the same fingerprint are the same.
func (x *Extractor) Fingerprint() string { return x.fingerprint }

// fingerprint digests the knowledge in fsys, laid out as the data folder is, and in the options.
func fingerprint(fsys fs.FS, opt Options) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%q ocr=%v\n", results, opt.Read.OCR)
	file := func(fsys fs.FS, name string) error {
		raw, err := fs.ReadFile(fsys, name)
		fmt.Fprintf(h, "%q %x\n", name, sha256.Sum256(raw))
		return err
	}
	names := []string{"ontology.yaml"}
	for _, pattern := range []string{"gazetteers/*.csv", "rules/*.yaml"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return "", fmt.Errorf("list %s: %w", pattern, err)
		}
		names = append(names, found...)
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, file(fsys, name))
	}
	for i, own := range opt.Gazetteers {
		found, err := fs.Glob(own, "*.csv")
		errs = append(errs, err)
		for _, name := range found {
			fmt.Fprintf(h, "%d ", i)
			errs = append(errs, file(own, name))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return "", fmt.Errorf("digest knowledge: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
