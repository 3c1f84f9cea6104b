// Package cayley keeps graphs in Cayley, on disk (bbolt) or in memory. What enters is a report's graph, which becomes quads
// under a label of its own; what leaves is the graph read back from them.
//
// Cayley corrupts or hangs a store in a number of ways, each avoided here:
//
//   - Additions and deletions never share a transaction, both "ignore" flags are on, and quads are distinct and valid before
//     they are written.
//   - A store in which any write has failed is closed and opened again: its cache of identifiers is poisoned.
//   - Deletions exclude readers, for readers poison the same cache; additions do not, where the mapping is large enough that
//     the file never outgrows it (otherwise all readers and the writer would wait for each other for ever).
//   - Iterators are closed before values are looked up, values are looked up in one batch.
//   - An index that begins with the label is declared before the first quad is written. It goes on with the subject, so that
//     its entries stay short: to delete a quad, Cayley reads all the entries that it stands in.
//
// Since additions and deletions are separate, a report is replaced in two steps. The new version is written under a new
// label, first a quad that says it has begun and last one that says it is complete; readers follow the newest complete
// version; then every other version is deleted. What a crash leaves is deleted when the store is next opened for writing.
//
// What takes time is Cayley's writing: some 20 µs and five places in the file for every quad and value, most of them in buckets
// that stand in the order of hashes, so that a transaction touches pages all over the file. Therefore a version has all its quads
// packed in one literal, and as quads of their own only those that paths lead over, less than a third; and several reports share
// a transaction. Reading needs that literal alone, listing the reports only the catalogue. What one report takes does not depend
// on how many there are, but for the depth of the trees.
//
// To keep graphs elsewhere, write another package that passes storetest and add it to the table of package store.
package cayley
