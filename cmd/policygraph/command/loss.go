package command

import (
	"encoding/json"
	"fmt"
	"strings"

	"policygraph/export"
)

// lossReport says what one export could not carry.
type lossReport struct {
	File    string `json:"file"`
	Format  string `json:"format"`
	Profile string `json:"profile,omitempty"`
	export.Result
}

// write writes the report to a file, whole or not at all.
func (r lossReport) write(path string) error {
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("write loss report: %w", err)
	}
	return writeWhole(path, "loss report", append(raw, '\n'))
}

// lost says in one line what a file could not carry, or "".
func lost(file string, r export.Result) string {
	if len(r.Losses) == 0 {
		return ""
	}
	var parts []string
	for _, l := range r.Losses {
		parts = append(parts, fmt.Sprintf("%d %s", l.Count, l.What))
	}
	return fmt.Sprintf("policygraph: note: %s: %s\n", file, strings.Join(parts, ", "))
}
