package cite

import (
	"regexp"
	"slices"
	"testing"
)

// FuzzFindAddress compares findAddress with the expression that says what an address is.
func FuzzFindAddress(f *testing.F) {
	for _, text := range []string{"", "see https://a.org/b, and", "at www.a.org", "xwww.a.org", "_www.a www.b", "https:// http://a", "www. www.b", "http://www.a.org", "“https://a.org”", "https://a\u00a0b", "é www.a\xff", "éwww.a"} {
		f.Add(text)
	}
	address := regexp.MustCompile(`https?://[^\s<>“”]+|\bwww\.[^\s<>“”]+`)
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := findAddress(text), address.FindStringIndex(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	})
}
