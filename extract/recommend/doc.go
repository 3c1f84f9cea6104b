// Package recommend finds the recommendations of a report: who should do what, with whom, about what.
//
// What enters are a tagged text, the resolved mentions of its passages and the rules of data/rules/recommendations.yaml; what
// leaves are [kg.Recommendation] values in reading order, each with its evidence. To teach it another way to direct ("had
// better"), add a phrase to the rules file and a case to testdata; to add a kind of phrase, add a form here.
//
// Sections and lead-ins decide what a list is (context.go, lead.go, lists.go); phrases that direct are found by their first
// word and judged by the clause they stand in (directive.go, clause.go, governor.go); subject, agent, heading and
// coreference give the actors (actors.go, coreference.go), prepositions and verbs the partners (partners.go).
package recommend
