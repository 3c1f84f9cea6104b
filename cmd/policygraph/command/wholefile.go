package command

import (
	"errors"
	"fmt"
	"io/fs"

	"policygraph/export"
)

// writeWhole writes a file whole or not at all; what names it in errors.
func writeWhole(path, what string, raw []byte) error {
	if err := export.Bytes(path, raw); err != nil {
		return failed(ExitOutput, fmt.Errorf("write %s %s: %w", what, path, err))
	}
	return nil
}

// nameless takes the passing name of a file out of an error.
func nameless(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
