// Package scene makes the finished picture that every exporter draws: nodes and edges with labels, types, colours, sizes,
// positions and typed columns, in their final order.
//
// What enters is a sorted graph of facts, the vocabulary, computed measures and positions; what leaves is a [Scene], in
// which nothing is left to compute. To add a column to every export, add a row to nodeColumns or edgeColumns and fill it
// where the nodes or edges are made; a computed measure needs no change here, since it enters with the [Input].
package scene
