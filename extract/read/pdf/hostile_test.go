package pdf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHostile reads files made to use up the machine or to have others read: each ends soon, in a line or in what it says.
func TestHostile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("BT /F1 12 Tf 72 700 Td (Sesame of the pilots) Tj ET"), 0o600); err != nil {
		t.Fatal(err)
	}
	one := numberedPages("1")
	for _, c := range []struct {
		name string
		data func(m *made) []byte
		want error // nil: any error, or none
	}{
		{"many pages", func(m *made) []byte {
			page := m.add("<< /Type /Page /MediaBox [0 0 9 9] /Parent 2 0 R >>")
			tree := m.add("<< /Type /Pages /Count 6000 /Kids [" + strings.Repeat(fmt.Sprintf("%d 0 R ", page), 6000) + "] >>")
			return m.write(fmt.Sprintf("/Root %d 0 R", m.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))))
		}, ErrPages},
		{"a count that lies", func(m *made) []byte {
			tree := m.add("<< /Type /Pages /Count 2000000000 /Kids [] >>")
			return m.write(fmt.Sprintf("/Root %d 0 R", m.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))))
		}, nil},
		{"pages within themselves", func(m *made) []byte {
			return m.write(fmt.Sprintf("/Root %d 0 R", m.add("<< /Type /Catalog /Pages 2 0 R >>")) + strings.Repeat(" ", m.add("<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>")))
		}, nil},
		{"a stream that unpacks to 600 MB", func(m *made) []byte {
			content := packed(t, []byte(strings.Repeat(" ", 600<<20)))
			stream := m.stream("/Filter /FlateDecode", content)
			page := m.add("<< /Type /Page /MediaBox [0 0 595 842] /Parent 3 0 R /Contents " + fmt.Sprint(stream) + " 0 R >>")
			tree := m.add(fmt.Sprintf("<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", page))
			return m.write(fmt.Sprintf("/Root %d 0 R", m.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))))
		}, nil},
		{"objects in a stream that lies", func(m *made) []byte {
			m.stream("/Type /ObjStm /N 1000000000 /First 10 /Filter /FlateDecode", packed(t, []byte("1 0 2 99 << >>")))
			return m.file(one, "", "")
		}, nil},
		{"deep arrays", func(m *made) []byte {
			m.add(strings.Repeat("[", 100_000))
			return m.file(one, "/Names "+strings.Repeat("[", 100_000), "")
		}, nil},
		{"a stream in another file", func(m *made) []byte {
			m.stream("/F ("+filepath.ToSlash(secret)+")", "")
			return m.file(one, "/OpenAction << /S /Launch /F ("+filepath.ToSlash(secret)+") >> /AA << /O << /S /URI /URI (http://127.0.0.1:9/) >> >>", "")
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := cached(t)
			o.Timeout = 10 * time.Second
			start := time.Now()
			d, err := o.Read("x.pdf", c.data(&made{}))
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %s", took)
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if err != nil && (strings.Contains(err.Error(), "\n") || len(err.Error()) > 300) {
				t.Errorf("no clear line: %v", err)
			}
			if err == nil && strings.Contains(d.Text, "Sesame") {
				t.Error("another file was read")
			}
		})
	}
}
