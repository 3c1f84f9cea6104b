package png_test

import (
	"io"
	"testing"

	"policygraph/export/png"
	"policygraph/export/scene/scenetest"
)

func BenchmarkWrite(b *testing.B) {
	s := scenetest.Large(300, 600, 1)
	for b.Loop() {
		if _, err := png.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
