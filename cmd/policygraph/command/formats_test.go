package command

import (
	"encoding/json"
	"strings"
	"testing"

	"policygraph/export"
)

func TestFormats(t *testing.T) {
	var rows []formatRow
	if err := json.Unmarshal([]byte(succeed(t, "formats", "--format", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	known := export.Formats()
	if len(rows) != len(known) {
		t.Fatalf("%d rows for %d formats", len(rows), len(known))
	}
	text, table := succeed(t, "formats"), succeed(t, "formats", "--format", "csv")
	for i, f := range known {
		r := rows[i]
		if r.Name != f.Name || r.For == "" || r.Keeps == "" || r.Drops == "" || r.MediaType == "" || len(r.Extensions) == 0 || len(r.Files) != max(1, len(f.Parts)) {
			t.Errorf("row %+v", r)
		}
		if !strings.Contains(text, "\n"+f.Name+" ") || !strings.Contains(table, "\n"+f.Name+",") {
			t.Errorf("%s is not listed", f.Name)
		}
	}
	refuse(t, ExitUsage, `--format: unknown format "xml"`, "formats", "--format", "xml")
}
