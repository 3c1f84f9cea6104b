package jsontext_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"policygraph/export/jsontext"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

func write(s string) (string, []scene.Loss) {
	var b strings.Builder
	w := jsontext.NewWriter(&b)
	w.String(s)
	w.Flush() // a strings.Builder gives no error
	return b.String(), w.Losses().List()
}

func TestString(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 日 👩‍👩‍👧": `"plain é 日 👩‍👩‍👧"`, "": `""`, `a"b\c`: `"a\"b\\c"`, "a\nb\r\t\x00\x7f": `"a\nb\u000d\u0009\u0000\u007f"`,
		"</script>": `"\u003c/script>"`, "a\u2028b\u2029c\u2030": `"a\u2028b\u2029c` + "\u2030" + `"`, "a\xffb": "\"a\ufffdb\"",
	} {
		if got, _ := write(in); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
	if _, lost := write("a\xff\xfeb"); len(lost) != 1 || lost[0].What != scene.LostInvalid || lost[0].Count != 2 {
		t.Errorf("lost %v", lost)
	}
}

// FuzzString reads back what was written with the decoder of the standard library.
func FuzzString(f *testing.F) {
	for _, s := range scenetest.Odd {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw, lost := write(s)
		var got string
		if err := json.Unmarshal([]byte(raw), &got); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		if want := string([]rune(s)); got != want || (want != s) != (len(lost) > 0) {
			t.Errorf("%q read back as %q, lost %v", s, got, lost)
		}
	})
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestFlushGivesFirstError(t *testing.T) {
	w := jsontext.NewWriter(broken{})
	w.Raw(strings.Repeat("x", 1<<20))
	if err := w.Flush(); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
}
