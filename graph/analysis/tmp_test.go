package analysis
import ("testing";"time";"fmt";"math/rand/v2")
func TestTmp(t *testing.T){
 b:=&bench{t:t}; b.read("/tmp/bench/10k.txt"); u:=b.directed.Undirected()
 r:=&u.Rows; n:=len(r.Offsets)-1
 labels:=make([]uint32,n); for i:=range labels {labels[i]=uint32(i)}
 l:=newLeiden(r,rand.New(rand.NewPCG(1,2)))
 t0:=time.Now()
 for k:=range 12 { labels=l.pass(labels); fmt.Println(k,time.Since(t0),modularity(r,labels)) }
}
