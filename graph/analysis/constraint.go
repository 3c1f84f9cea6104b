package analysis

import "policygraph/graph/view"

// constraint returns how much of a node's ties lead, directly or by one step, to the same others: the sum over its neighbours
// j of (p(i,j) + Σ p(i,q)·p(q,j))², where p(i,j) is the share of j in the weights of i's ties in both directions. Burt,
// Structural Holes (1992), as NetworkX and igraph compute it with weights. A node without ties gets 0, where those have no
// number.
func constraint(v *view.Graph, u *view.Rows, workers int) []float64 {
	n := v.Len()
	workers = min(crew(u, workers), maxScratch)
	up := newUpward(v, u)
	shares := make([]float64, n) // 1 / strength
	for i := range shares {
		if s := u.Strength(i); s > 0 {
			shares[i] = 1 / s
		}
	}
	out := make([]float64, n)
	states := make([]*burt, workers)
	blocks(n, workers, func(worker, lo, hi int) {
		if states[worker] == nil {
			states[worker] = &burt{u: u, up: up, shares: shares, own: make([]float64, n), led: make([]float64, n)}
		}
		for i := lo; i < hi; i++ {
			out[i] = states[worker].on(i)
		}
	})
	return out
}

// burt is the state of one worker. own and led are zero between nodes.
type burt struct {
	u      *view.Rows
	up     *upward
	shares []float64
	own    []float64 // p(i,j)
	led    []float64 // Σ p(i,q)·p(q,j)
}

// on returns the constraint on one node. Ties between its neighbours are found at their upper ends, so that a neighbour of
// many ties costs no more than others.
func (b *burt) on(i int) float64 {
	row, weights := b.u.Row(i)
	for k, j := range row {
		b.own[j] = weights[k] * b.shares[i]
	}
	for _, q := range row {
		for k := b.up.offsets[q]; k < b.up.offsets[q+1]; k++ {
			if j := b.up.heads[k]; b.own[j] > 0 {
				b.led[j] += float64(b.own[q] * b.up.weights[k] * b.shares[q])
				b.led[q] += float64(b.own[j] * b.up.weights[k] * b.shares[j])
			}
		}
	}
	sum := 0.0
	for _, j := range row {
		p := b.own[j] + b.led[j]
		sum += float64(p * p)
		b.own[j], b.led[j] = 0, 0
	}
	return sum
}
