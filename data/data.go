// Package data embeds policygraph's knowledge: the vocabulary (ontology.yaml), how briefings put it into words (briefing.yaml),
// the names it knows (gazetteers), its rules of language (rules) and the sample reports. Only commands and tests import it;
// libraries are given an fs.FS.
package data

import "embed"

// FS holds the embedded files under the paths they have in this folder.
//
//go:embed ontology.yaml briefing.yaml gazetteers rules samples
var FS embed.FS
