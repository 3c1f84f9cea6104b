package docx

import (
	"strings"
	"unicode/utf16"
)

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

const reference = `<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:footnoteReference w:id="%"/></w:r>`

func noteMark(id string) string { return strings.ReplaceAll(reference, "%", id) }

func cells(columns int, rows ...string) string {
	return `<w:tbl><w:tblGrid>` + strings.Repeat(`<w:gridCol/>`, columns) + `</w:tblGrid><w:tr>` + strings.Join(rows, `</w:tr><w:tr>`) + `</w:tr></w:tbl>`
}

func tc(s string) string { return `<w:tc>` + s + `</w:tc>` }

func box(s string) string {
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + s + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><v:textbox><w:txbxContent>` + s + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
}

// cases are bodies of documents and what is read of them.
var cases = []struct{ name, body, want string }{
	{"words split over runs", `<w:p>` + run("", "nego") + run(`<w:sz w:val="3"/>`, "tia") + `<w:proofErr w:type="x"/>` + run("", "tions") + `</w:p>`, "paragraph: negotiations"},
	{"headings", p(ofStyle("Ttulo1"), "One") + p(ofStyle("H2"), "Two") + p(ofStyle("Ueb3"), "Three") + p(ofStyle("Chapter"), "Based") + p(ofStyle("Own"), "Outline") +
		p(`<w:outlineLvl w:val="1"/>`, "Direct") + p(ofStyle("Aside"), "Body") + p(ofStyle("Unknown"), "Normal") + p(ofStyle("A"), "Circle"),
		"heading 1: One\nheading 2: Two\nheading 3: Three\nheading 1: Based\nheading 4: Outline\nheading 2: Direct\nparagraph: **Body**\nparagraph: Normal\nparagraph: Circle"},
	{"a heading too long", p(ofStyle("Ttulo1"), strings.Repeat("many words ", 40)), "paragraph: " + strings.TrimSpace(strings.Repeat("many words ", 40))},
	{"title", p(ofStyle("Title"), "Plan") + p(ofStyle("Subtitle"), "For the port") + p(ofStyle("Ttulo1"), "Aims") + p(ofStyle("H2"), "First"),
		"heading 1: Plan\nparagraph: For the port\nheading 2: Aims\nheading 3: First"},
	{"numbers", p(inList(2, 0), "a") + p(inList(2, 1), "b") + p(inList(2, 1), "c") + p(inList(2, 2), "d") + p(inList(2, 0), "e") + p(inList(2, 1), "f") + p(inList(8, 0), "anew"),
		"item 1 #1 [1.]: a\nitem 2 #2 [(a)]: b\nitem 2 #2 [(b)]: c\nitem 3 #3 [i.]: d\nitem 1 #1 [2.]: e\nitem 2 #4 [(a)]: f\nitem 1 #5 [1.]: anew"},
	{"legal numbers", p(inList(7, 0), "a") + p(inList(7, 1), "b") + p(inList(7, 0), "c") + p(inList(7, 1), "d") + p(inList(6, 0), "e") + p(inList(5, 0), "none"),
		"item 1 #1 [I.]: a\nitem 2 #2 [1.1]: b\nitem 1 #1 [II.]: c\nitem 2 #3 [2.2]: d\nitem 1 #4 [[04]]: e\nparagraph: none"},
	{"numbered headings", p(ofStyle("Num1"), "One") + p(ofStyle("H2")+inList(3, 1), "Sub") + p(ofStyle("H2")+inList(3, 1), "Next") + p(ofStyle("Ttulo1")+inList(4, 0), "Scope") + p(inList(4, 0), "Parties agree."),
		"heading 1 [1]: One\nheading 2 [1.1]: Sub\nheading 2 [1.2]: Next\nheading 1: Article I Scope\nparagraph: Article II Parties agree."},
	{"bullets", p("", "Lead:") + p(ofStyle("LB"), "a") + p(inList(1, 1), "b") + p(`<w:ind w:left="800"/>`, "More.") + p(inList(1, 0), "c") + p("", "Text.") + p(inList(1, 0), "d"),
		"paragraph: Lead:\nitem 1 #1 [•]: a\nitem 2 #2 [o]: b\nparagraph 1 #1: More.\nitem 1 #1 [•]: c\nparagraph: Text.\nitem 1 #3 [•]: d"},
	{"lists by the names of styles", p(ofStyle("LB2"), "a") + p(ofStyle("LN"), "b") + p(ofStyle("LN"), "c") + p(ofStyle("LP"), "more"),
		"item 1 #1 [•]: a\nitem 1 #2 [1.]: b\nitem 1 #2 [2.]: c\nparagraph 1 #2: more"},
	{"typed bullets", p("", "• a") + p("", "•b") + `<w:p><w:r><w:t>-</w:t><w:tab/><w:t>c</w:t></w:r></w:p>` + `<w:p><w:r><w:t>(a)</w:t><w:tab/><w:t>d</w:t></w:r></w:p>` + p("", "- no item"),
		"item 1 #1 [•]: a\nitem 1 #1 [•]: b\nitem 1 #2 [-]: c\nitem 1 #3 [(a)]: d\nparagraph: - no item"},
	{"numbering taken off", p(ofStyle("LB")+`<w:numPr><w:numId w:val="0"/></w:numPr>`, "Plain"), "item 1 #1 [•]: Plain"},
	{"table", cells(2, tc(p("", "a"))+tc(p("", "b1")+p("", "b2")), tc(p("", ""))+tc(p(inList(2, 0), "c")), tc(`<w:p/>`)+tc(`<w:p/>`)), "row: a\tb1 b2\nrow: \t1. c"},
	{"merged cells", cells(3, `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+p("", "a")+`</w:tc>`+tc(p("", "b")), tc(p("", "c"))+`<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`+tc(p("", "d"))),
		"row: a\tb\nrow: c\t\td"},
	{"table within a table", cells(2, tc(p("", "a"))+tc(cells(2, tc(p("", "b"))+tc(p("", "c")))+`<w:p/>`)), "row: a\tb c"},
	{"table as a frame", cells(1, tc(p(ofStyle("H2"), "Head")+p(inList(1, 0), "item")+cells(2, tc(p("", "b"))+tc(p("", "c"))))), "heading 2: Head\nitem 1 #1 [•]: item\nrow: b\tc"},
	{"deleted rows and cells", cells(2, `<w:trPr><w:del/></w:trPr>`+tc(p("", "a")), tc(p("", "b"))+`<w:tc><w:tcPr><w:cellDel/></w:tcPr>`+p("", "c")+`</w:tc>`), "row: b"},
	{"notes", `<w:p>` + run("", "One.") + noteMark("7") + run("", " Two") + noteMark("2") + run(`<w:vertAlign w:val="superscript"/>`, ", ") +
		`<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="8"/><w:t>*</w:t></w:r>` +
		`<w:r><w:endnoteReference w:id="1"/></w:r></w:p>`,
		"paragraph: One.^1 Two^2^*^i\nnote [1]: Second.\nnote [2]: First.\nnote [2]: More.\nnote [*]: Own.\nnote [i]: At the end."},
	{"raised text", `<w:p>` + run("", "the 19") + run(`<w:vertAlign w:val="superscript"/>`, "th") + run("", " century, 5 km") + run(`<w:vertAlign w:val="superscript"/>`, "2") +
		run("", " of water.") + run(`<w:vertAlign w:val="superscript"/>`, "1") + run(`<w:vertAlign w:val="superscript"/>`, "2, 13") + run("", " In 2010") + run(`<w:vertAlign w:val="superscript"/>`, "4") + `</w:p>`,
		"paragraph: the 19th century, 5 km2 of water.^12^13 In 2010^4"},
	{"links", `<w:p><w:hyperlink r:id="web">` + run("", "a ") + run(`<w:b/>`, "b") + `</w:hyperlink>` + run("", " ") + `<w:hyperlink w:anchor="x">` + run("", "c") + `</w:hyperlink>` +
		fieldMark("begin") + instr(` HYPERLINK "https://`) + instr(`e.org" \l "top" `) + fieldMark("separate") + run("", "d") + fieldMark("end") + `</w:p>`,
		"paragraph: <a **b**|https://example.org/a> <c|#x><d|https://e.org#top>"},
	{"fields", `<w:p>` + fieldMark("begin") + instr("IF ") + fieldMark("begin") + instr("PAGE") + fieldMark("separate") + run("", "7") + fieldMark("end") + fieldMark("separate") + run("", "kept") + fieldMark("end") +
		`<w:fldSimple w:instr="REF x">` + run("", " too") + `</w:fldSimple>` + fieldMark("begin") + instr("never ended") + `</w:p>` + p("", "next"), "paragraph: kept too\nparagraph: next"},
	{"contents", p(ofStyle("TOC1"), "Aims 3") + `<w:p>` + fieldMark("begin") + instr(`TOC \o`) + fieldMark("separate") + run("", "Aims 3") + `</w:p>` + p("", "Ends 4") + `<w:p>` + fieldMark("end") + `</w:p>` +
		`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", "Contents") + `</w:sdtContent></w:sdt>` +
		`<w:p>` + fieldMark("begin") + instr("TOC") + fieldMark("separate") + run("", "x") + `</w:p>` + p(ofStyle("Ttulo1"), "Aims") + p("", "Text"), "heading 1: Aims\nparagraph: Text"},
	{"tracked changes", `<w:p><w:ins>` + run("", "new ") + `</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>` + run("", "from") + `</w:moveFrom><w:moveTo>` + run("", "to") + `</w:moveTo></w:p>` +
		`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("", "joined ") + `</w:p>` + p(ofStyle("H2")+`<w:pPrChange><w:pPr>`+ofStyle("Ttulo1")+`</w:pPr></w:pPrChange>`, "here"),
		"paragraph: new to\nheading 2: joined here"},
	{"comments", `<w:p><w:commentRangeStart w:id="1"/>` + run("", "text") + `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>`, "paragraph: text"},
	{"text boxes", `<w:p>` + run("", "before ") + box(p("", "boxed")+p("", "twice")) + run("", "after") + `</w:p>` + p("", "end"), "paragraph: before after\nparagraph: boxed\nparagraph: twice\nparagraph: end"},
	{"a box in an empty paragraph", `<w:p>` + box(p(ofStyle("H2"), "Head")) + `</w:p>`, "heading 2: Head"},
	{"a box in a cell", cells(2, tc(`<w:p>`+run("", "a")+box(p("", "boxed"))+`</w:p>`)+tc(p("", "b"))), "row: a\tb\nparagraph: boxed"},
	{"captions and quotes", p(ofStyle("Cap"), "Figure 1. The port") + p(ofStyle("Q"), "Said so.") + p(`<w:ind w:left="720" w:right="720"/>`, "Narrow.") + p(`<w:ind w:left="720"/>`, "“Cited.”") + p(`<w:ind w:left="720"/>`, "Not."),
		"caption: Figure 1. The port\nquote: Said so.\nquote: Narrow.\nquote: “Cited.”\nparagraph: Not."},
	{"controls", `<w:p><w:sdt><w:sdtContent>` + run("", "kept ") + `</w:sdtContent></w:sdt><w:smartTag><w:smartTagPr/>` + run("", "tagged ") + `</w:smartTag><w:customXml>` + run("", "too") + `</w:customXml>` +
		`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + run("", "Click here") + `</w:sdtContent></w:sdt></w:p><w:sdt><w:sdtContent>` + p("", "block") + `</w:sdtContent></w:sdt>`,
		"paragraph: kept tagged too\nparagraph: block"},
	{"hidden text and capitals", `<w:p>` + run(`<w:vanish/>`, "hidden") + run(`<w:vanish w:val="0"/>`, "shown ") + run(`<w:caps/>`, "As typed") + `</w:p>`, "paragraph: shown As typed"},
	{"looks", `<w:p>` + run(`<w:b/>`, "bold ") + run(`<w:b/><w:i/>`, "both") + run("", " ") + run(`<w:i/>`, "italic") + run(`<w:b w:val="false"/>`, " plain ") + run(`<w:rStyle w:val="Strong"/>`, "strong") + `</w:p>` +
		`<w:p><w:pPr>` + ofStyle("Loud") + `</w:pPr>` + run("", "loud ") + run(`<w:rStyle w:val="Strong"/>`, "not") + `</w:p>`,
		"paragraph: **bold _both_** _italic_ plain **strong**\nparagraph: **loud** not"},
	{"signs", `<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op long</w:t><w:noBreakHyphen/><w:t>term</w:t><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>` + "\uf0b7" + `</w:t><w:tab/><w:t>end</w:t></w:r></w:p>`,
		"paragraph: coop long-termα✓• end"},
	{"line ends", `<w:p><w:r><w:t>A line</w:t><w:br/><w:t>goes on.</w:t><w:br/><w:t>Another one</w:t><w:br/><w:br/><w:t>A third nego-</w:t><w:br/><w:t>tiation</w:t></w:r></w:p>` +
		`<w:p>` + run(`<w:b/>`, "Head") + `<w:r><w:br/></w:r>` + run("", "text") + `</w:p>`,
		"paragraph: A line goes on.\nparagraph: Another one\nparagraph: A third negotiation\nparagraph: **Head**\nparagraph: text"},
	{"an item of two lines", `<w:p><w:pPr>` + inList(1, 0) + `</w:pPr><w:r><w:t>One.</w:t><w:br/><w:t>More.</w:t></w:r></w:p>`, "item 1 #1 [•]: One.\nparagraph 1 #1: More."},
	{"timeline", `<w:p><w:r><w:t>MAY 1, 2020</w:t><w:tab/><w:t>Opened.</w:t></w:r></w:p><w:p><w:r><w:t>Question 2</w:t><w:tab/><w:t>Why?</w:t></w:r></w:p>`, "row: MAY 1, 2020\tOpened.\nparagraph: Question 2 Why?"},
	{"drop cap", `<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>` + run("", "T") + `</w:p>` + p("", "he port"), "paragraph: The port"},
	{"mathematics", `<w:p>` + run("", "where ") + `<m:oMath><m:sSup><m:e><m:r><m:rPr><m:sty/></m:rPr><m:t>x</m:t></m:r></m:e></m:sSup></m:oMath></w:p>`, "paragraph: where x"},
	{"ruby", `<w:p><w:r><w:ruby><w:rt>` + run("", "kana") + `</w:rt><w:rubyBase>` + run("", "kanji") + `</w:rubyBase></w:ruby></w:r></w:p>`, "paragraph: kanji"},
	{"bold paragraph", `<w:p>` + run(`<w:b/>`, "A heading of sorts") + `</w:p>`, "paragraph: **A heading of sorts**"},
}
