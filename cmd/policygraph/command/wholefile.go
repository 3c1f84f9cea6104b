package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all; what names it in errors.
func writeWhole(path, what string, raw []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return failed(ExitOutput, fmt.Errorf("write %s: %w", what, err))
	}
	_, err = f.Write(raw)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return failed(ExitOutput, fmt.Errorf("write %s: %w", what, errors.Join(err, os.Remove(f.Name()))))
	}
	return nil
}
