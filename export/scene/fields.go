package scene

// Positions of the fixed node columns.
const (
	colType = iota
	colAliases
	colText
	colSection
	colObjective
	colModality
	colPages
	colLines
	colMentions
	colRecommendations
	colReports
	colReportCounts
	colDate
	colURL
	nodeFixed
)

var nodeFields = []Field{
	colType:            {Name: "type", Title: "Type"},
	colAliases:         {Name: "aliases", Title: "Also named", Join: listJoin},
	colText:            {Name: "text", Title: "Text"},
	colSection:         {Name: "section", Title: "Section"},
	colObjective:       {Name: "objective", Title: "Objective"},
	colModality:        {Name: "modality", Title: "Modality"},
	colPages:           {Name: "pages", Title: "Pages"},
	colLines:           {Name: "lines", Title: "Lines"},
	colMentions:        {Name: "mentions", Title: "Mentions", Kind: Integer},
	colRecommendations: {Name: "recommendations", Title: "Recommendations", Kind: Integer},
	colReports:         {Name: "reports", Title: "Reports", Kind: Integer},
	colReportCounts:    {Name: "report_counts", Title: "Mentions by report", Join: listJoin},
	colDate:            {Name: "date", Title: "Date"},
	colURL:             {Name: "url", Title: "Address"},
}

// Positions of the edge columns.
const (
	colPredicate = iota
	colEvidence
	colEvidenceCount
	colEdgePages
	colEdgeLines
	colSections
	colEdgeReports
	colEdgeReportCounts
	colConfidence
	colStatus
)

var edgeFields = []Field{
	colPredicate:        {Name: "predicate", Title: "Predicate"},
	colEvidence:         {Name: "evidence", Title: "Evidence", Join: quoteJoin},
	colEvidenceCount:    {Name: "evidence_count", Title: "Pieces of evidence", Kind: Integer},
	colEdgePages:        {Name: "pages", Title: "Pages"},
	colEdgeLines:        {Name: "lines", Title: "Lines"},
	colSections:         {Name: "sections", Title: "Sections", Join: listJoin},
	colEdgeReports:      {Name: "reports", Title: "Reports", Kind: Integer},
	colEdgeReportCounts: {Name: "report_counts", Title: "Pieces of evidence by report", Join: listJoin},
	colConfidence:       {Name: "confidence", Title: "Confidence", Kind: Double},
	colStatus:           {Name: "status", Title: "Status"},
}

// reserved are the column names that mean something else to a reader of some format.
var reserved = []string{
	"id", "timeset", "label", "weight", "size", "color", "x", "y", "z", "r", "g", "b",
	"source", "target", "kind", "start", "end", "timestamp", "pos", "shape", "style", "width", "height",
	"name", "shared_name", "key", "interaction", "shared_interaction", "src", "dst",
}

func text(s string) Value { return Value{Set: s != "", Text: s} }

func number(v float64) Value { return Value{Set: true, Number: v} }
