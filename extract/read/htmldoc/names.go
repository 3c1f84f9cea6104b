package htmldoc

import (
	"regexp"
	"strings"
)

// verdict says what the words in an element's class, id and label make of it.
type verdict uint8

const (
	unknown  verdict = iota
	doubtful         // furniture if it is short or full of links
	furniture
	never // not shown, or a tool for readers
)

// classWords are the words of classes and labels that name furniture. A word counts only when it stands alone or at the end of
// one name, as in "site-menu" and "menu": "menu-costs" is no menu.
var classWords = func() map[string]verdict {
	m := map[string]verdict{}
	add := func(v verdict, words string) {
		for _, w := range strings.Fields(words) {
			m[w] = v
		}
	}
	add(never, "sronly visuallyhidden screenreadertext screenreader assistivetext skiplink skiptocontent skipnav skiptomain backlink backref footnoteback reversefootnote permalink "+
		"headerlink headinganchor anchorlink editsection mwjumplink jumplink noprint dhide uahidden hiddenaccessible")
	add(furniture, "cookie cookies cookiebanner cookienotice cookieconsent cookiebar consent gdpr ccpa breadcrumb breadcrumbs crumbs crumb trail share sharing sharebar sharebuttons sharelinks sharethis "+
		"socialnav socialshare socialsharing sociallinks socialmedia sociallist addtoany addthis newsletter newslettersignup signup subscribe subscription subscribebox pagination pager pagenav nextprev prevnext "+
		"postnavigation navlinks comments commentlist commentsarea disqus disqusthread respond advert adverts advertisement advertising adsbygoogle promo promobox popup modal lightbox toolbar siteheader sitefooter "+
		"pagefooter globalheader globalfooter sitebanner govbanner usabanner usafooter usaheader masthead navbar navigation mainnav mainmenu sitemenu mobilemenu submenu dropdownmenu hamburger offcanvas bottomcta cta "+
		"navbox catlinks searchform searchbox sitesearch relatedposts relatedarticles relatedcontent relatedlinks relatednews relatedstories relateditems seealsolinks recommendedreading youmaylike "+
		"morefrom morestories readnext mostread mostpopular trending tagcloud taglist posttags printlink printbutton printfriendly feedbackform backtotop languageswitcher langswitcher languageselector authorbox "+
		"loginform userlinks siteinfo copyrightnotice")
	add(doubtful, "nav menu sidebar social related footer banner alert widget widgets tags overlay dropdown header topbar header-top ad ads sponsor sponsored tools actions buttons links toc "+
		"tableofcontents feedback survey login search language languages metadata utility print rating copyright legal disclaimer skip author-bio notice")
	return m
}()

// wordsOf calls f with the words of a class or id as they may stand in the list: every name without its marks, its last word,
// and its last two words.
func wordsOf(s string, f func(w string)) {
	const most = 24 // names
	n := 0
	for name := range strings.FieldsSeq(s) {
		if n++; n > most || len(name) > 80 {
			return
		}
		name = strings.ToLower(name)
		parts := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ':' || r == '.' })
		if len(parts) == 0 {
			continue
		}
		f(strings.Join(parts, ""))
		last := len(parts) - 1
		if last > 0 {
			f(parts[last])
		}
		if last > 1 {
			f(parts[last-1] + parts[last])
			f(parts[0] + parts[1])
		}
	}
}

// judge returns what the names of an element say.
func (t *tree) judge(i int32) verdict {
	best := unknown
	see := func(w string) {
		if v := classWords[w]; v > best {
			best = v
		}
	}
	n := &t.nodes[i]
	for _, a := range t.attrs[n.attrs : n.attrs+n.count] {
		switch a.key {
		case "class", "aria-label":
			wordsOf(a.value, see)
		case "id":
			if best < furniture && !t.slug(i, a.value) {
				wordsOf(a.value, see)
			}
		}
	}
	return best
}

// slug reports whether an id has been made of the heading within the element.
func (t *tree) slug(i int32, id string) bool {
	for c := i + 1; c < min(t.nodes[i].end, i+6); c++ {
		if t.nodes[c].prop&headingTag != 0 {
			return strings.HasPrefix(letters(t.inner(c, 200)), letters(id)) && len(letters(id)) > 0
		}
	}
	return t.nodes[i].prop&headingTag != 0
}

// letters returns the ASCII letters and digits of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}

// roles are the roles of furniture.
var roles = map[string]verdict{
	"navigation": furniture, "banner": furniture, "contentinfo": furniture, "search": furniture, "dialog": furniture, "alertdialog": furniture, "alert": furniture, "menu": furniture,
	"menubar": furniture, "toolbar": furniture, "complementary": doubtful, "tablist": furniture, "tooltip": furniture, "doc-backlink": never, "status": doubtful, "doc-toc": furniture,
}

var (
	invisible = regexp.MustCompile(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)`)
	// relatedTitle matches the headings of links to other pages.
	relatedTitle = regexp.MustCompile(`(?i)^(?:related\b|share\b|more (?:from|on|in|news|stories)\b|read (?:more|next)|you (?:may|might) (?:also )?(?:like|be interested)|recommended (?:for you|reading|articles)|latest (?:news|posts|articles|stories)|most (?:read|popular|recent)|trending|stay (?:connected|informed|up to date)|follow us|tags\b|topics\b|categories\b|subscribe|sign up|newsletter|comments?\b|leave a (?:reply|comment)|\d+ comments?\b|post navigation|connect with us|contact us\b|in this section|about this site|quick links)`)
	// sourcesTitle matches the headings of lists that belong to the report though they may be nothing but links.
	sourcesTitle = regexp.MustCompile(`(?i)\b(?:notes?|endnotes?|footnotes?|references|bibliography|sources|works cited|citations|further reading|appendix|annex|legislation|documents cited)\b`)
)

// hidden reports whether an element is not shown.
func (t *tree) hidden(i int32) bool {
	n := &t.nodes[i]
	for _, a := range t.attrs[n.attrs : n.attrs+n.count] {
		switch a.key {
		case "hidden":
			if !strings.EqualFold(a.value, "until-found") {
				return true
			}
		case "aria-hidden":
			if strings.EqualFold(a.value, "true") {
				return true
			}
		case "style":
			if len(a.value) > 0 && invisible.MatchString(a.value) {
				return true
			}
		}
	}
	return false
}
