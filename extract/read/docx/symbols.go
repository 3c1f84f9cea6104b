package docx

import "strings"

// The letters of the font Symbol, which has Greek ones in the places of Latin ones.
var (
	greekSmall = []rune("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
	greekLarge = []rune("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
	// Signs of Symbol and, where that has none, of Wingdings.
	signs = map[rune]string{
		0x2d: "−", 0xa3: "≤", 0xa5: "∞", 0xa7: "▪", 0xa8: "◻", 0xac: "←", 0xae: "→", 0xb0: "°", 0xb1: "±", 0xb2: "″", 0xb3: "≥", 0xb4: "×", 0xb7: "•",
		0xb8: "÷", 0xb9: "≠", 0xba: "≡", 0xbb: "≈", 0xbc: "…", 0xd2: "®", 0xd3: "©", 0xd4: "™", 0xd8: "➢", 0xe0: "→", 0xe5: "∑", 0xfb: "✗", 0xfc: "✓", 0xfe: "☑",
		0x9f: "•", 0x6c: "●", 0x6e: "■", 0x71: "❑", 0x76: "❖",
	}
)

// private reports whether a character has no meaning but in one font.
func private(r rune) bool { return r >= 0xe000 && r <= 0xf8ff }

// symbol returns what a character in the private places of a font looks like, "" if that is not known.
func symbol(r rune) string { return signs[r&0xff] }

// symbolOf returns what a character of a font looks like.
func symbolOf(font string, r rune) string {
	c := r
	if private(r) {
		c = r & 0xff
	}
	switch {
	case font == "Symbol" && c >= 'a' && c <= 'z':
		return string(greekSmall[c-'a'])
	case font == "Symbol" && c >= 'A' && c <= 'Z':
		return string(greekLarge[c-'A'])
	case font == "Symbol" && c >= ' ' && c <= '@' && c != '-':
		return string(c)
	case font == "Symbol" || strings.HasPrefix(font, "Wingdings") || strings.HasPrefix(font, "Webdings") || private(r):
		return signs[c]
	}
	return string(r)
}
