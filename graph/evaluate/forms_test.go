package evaluate

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "let the scoring script compute testdata/forms.json anew")

// form is a text in the forms in which things are compared.
type form struct {
	Text   string   `json:"text"`
	Norm   string   `json:"norm"`
	Words  []string `json:"words"`
	Listed string   `json:"listed"` // as Python lists it
}

// forms brings texts into these forms.
func forms(texts []string) []form {
	out := []form{}
	for _, s := range texts {
		out = append(out, form{s, normalForm(s), append([]string{}, words(s)...), quoted(s)})
	}
	return out
}

const formsDriver = `import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("score", sys.argv[1])
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
texts = json.load(sys.stdin)
json.dump([{"text": s, "norm": score.norm(s), "words": score.words(s), "listed": repr(s)} for s in texts], sys.stdout)
`

// scriptForms lets the script bring texts into these forms, or skips the test.
func scriptForms(t *testing.T, texts []string) []form {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("SKIPPED: no python3 to run the scoring script with")
	}
	script, err := filepath.Abs("../../../shared/tools/score.py")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skipf("SKIPPED: the scoring script is not here: %v", err)
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", formsDriver, script)
	cmd.Stdin = bytes.NewReader(in)
	raw, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []form
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// tricky are the texts of testdata/forms.json.
var tricky = []string{
	"", " ", "The United States", "the  U.S.", "U.S", "U.S.A.", "U.S.-Japan", "The.", "A.", "an", "a an apple", "Thebes", "the\tthe x", "\u00a0The\u00a0Hague", "the\x1cx", "\x1fan x\x1f",
	"State Department’s", "Ministers'", "Ministers’ Council’s", "'s", "''s", "'", "s'", "‘Quad’", "“The Quad”", "*The* Quad", "_the_ Quad", "**Bold**", "\"a\" b",
	"Indo–Pacific", "Indo—Pacific", "Indo−Pacific", "Indo‐Pacific", "Indo‑Pacific", "Indo­Pacific", "R&D", "C++", "5G", "v1.2", "v.1.2.", "No. 5", "e.g. x", "i.e.", "J.R.R. Tolkien", "J. R. R. T.",
	"a.b.c", "ab.c.d", "ab.cd", "ab.-c", "ab. c", "ab..c", "..", ".a", "a.", "ab.", "ab.\n", "ab.\n\n", "ab's\n", "x.é.", "é.x", "日.本", "日本.", "e\u0301.x", "-.-", "&.&",
	"I\u2060NF Treaty", "INF Treaty", "ﬁnance", "½ plan", "№ 5", "Ⅷ", "x²", "™", "…", "Ａ．Ｂ．", "ｔｈｅ Ｘ", "ﷺ", "Straße", "ẞ", "İstanbul", "I", "ı", "ΣΑΣ", "ΟΔΟΣ.", "ΟΔΟΣ'Α", "Σ", "ΑΣ'", "ΑΣ’s", "Ǆ", "K", "Å",
	"Åland", "e\u0301cole", "École", "L'École", "Nō", "한국", "اليمن", "हिन्दी", "👩‍👩‍👧 x", "\u200bthe x", "the\u200bx", "\u202eltr", "\u2028", "\u0085x", "a\u0000b", "\u007f", "~!@#$%^&*()_+", "back\\slash", "it's \"so\"", "it's", "\"so\"",
	"co-operation", "co- operation", "co- op- eration", "a- b- c", "a - b", "a-  b", "é- a", "_- _", "2- 3", "x<sup>1</sup>y", "x<sup>1\n2</sup>y", "<sup>a</sup>b<sup>c</sup>", "<sup>a<sup>b</sup>c</sup>", "<SUP>1</SUP>", "x- <sup>1</sup>y",
	"don’t", "don't", "don‘t", "naïve", "1,234.5", "a_b", "\U0001d400\U0001d401", "\U00010400", "\ue000", "\U000e0001", "tab\there\r\n",
}

// TestForms compares with what the script computed of tricky texts.
func TestForms(t *testing.T) {
	const file = "testdata/forms.json"
	if *update {
		raw, err := json.MarshalIndent(scriptForms(t, tricky), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []form
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, forms(tricky)); d != "" {
		t.Errorf("script (-) and ours (+) differ:\n%s", d)
	}
}

// TestFormsOfAllCharacters compares with the script on texts around each character of blocks that all editions of Unicode
// at hand agree in.
func TestFormsOfAllCharacters(t *testing.T) {
	var texts []string
	for _, block := range [][2]rune{{0, 0x5ff}, {0x1e00, 0x218f}, {0x2190, 0x27ff}, {0x3000, 0x30ff}, {0xfb00, 0xfb06}, {0xfe10, 0xfe6f}, {0xff00, 0xffef}} {
		for r := block[0]; r <= block[1]; r++ {
			c := string(r)
			texts = append(texts, c, "x."+c, c+".xy", "the"+c+"Xy's"+c, "ΑΣ"+c, "ΑΣ"+c+"Α", c+"Σ", "ab- "+c+"- ab")
		}
	}
	if d := cmp.Diff(scriptForms(t, texts), forms(texts)); d != "" {
		t.Errorf("script (-) and ours (+) differ:\n%.3000s", d)
	}
}

// FuzzForms holds the forms to what must be true of them, whatever the text.
func FuzzForms(f *testing.F) {
	for _, s := range tricky {
		f.Add(s)
	}
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		n := normalForm(s)
		if n != strings.TrimSpace(n) || strings.Contains(n, "  ") || strings.ContainsAny(n, "._*\"’“”\n") {
			t.Errorf("%q gives %q", s, n)
		}
		if again := normalForm(strings.ReplaceAll(s, "'", "’")); again != n {
			t.Errorf("%q gives %q, with other apostrophes %q", s, n, again)
		}
		for _, w := range words(s) {
			if w == "" || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
				t.Errorf("%q has the word %q", s, w)
			}
		}
		if again := words(strings.Join(words(s), " ")); !cmp.Equal(again, words(s)) {
			t.Errorf("%q gives %q, then %q", s, words(s), again)
		}
	})
}
