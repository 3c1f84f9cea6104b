package prose

import (
	"io/fs"
	"strings"
)

// ReadWords reads a list of words separated by blanks; lines that begin with # are comments.
func ReadWords(fsys fs.FS, name string) ([]string, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.Fields(line)...)
		}
	}
	return out, nil
}
