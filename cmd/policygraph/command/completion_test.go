package command

import (
	"strings"
	"testing"
)

func TestCompletion(t *testing.T) {
	path := tinyStore(t)
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := succeed(t, "completion", shell); !strings.Contains(out, "policygraph") {
			t.Errorf("%s: %d bytes", shell, len(out))
		}
	}
	refuse(t, ExitUsage, `unknown command "foo"; see policygraph completion --help`, "completion", "foo")
	refuse(t, ExitUsage, `unknown command "bsh"; did you mean bash`, "completion", "bsh")
	if out := succeed(t, "completion"); !strings.Contains(out, "Available Commands") {
		t.Errorf("without a shell: %q", out)
	}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"rank", "--type", "a"}, []string{"agency", "agreement"}},
		{[]string{"rank", "--type", "country,ag"}, []string{"country,agency", "country,agreement"}},
		{[]string{"rank", "--by", "page"}, []string{"pagerank"}},
		{[]string{"show", "--format", ""}, []string{"table", "json", "csv"}},
		{[]string{"export", "--format", "g"}, []string{"graphml", "gexf"}},
		{[]string{"export", "--profile", ""}, []string{"gephi", "portable", "graphviz"}},
		{[]string{"export", "--predicate", "call"}, []string{"calls_on"}},
		{[]string{"export", "--with", "passages,"}, []string{"passages,passages", "passages,sources"}},
		{[]string{"rank", "--store", path, "--report", "t"}, []string{"tiny"}},
		{[]string{"show", "--store", path, "--report", "tiny,"}, []string{"tiny,harbour-light", "tiny,tiny"}},
	} {
		_, out, _ := call(t, append([]string{"__complete"}, c.args...)...)
		lines := strings.Split(out, "\n")
		if got := strings.Join(lines[:min(len(lines), len(c.want)+1)], " "); got != strings.Join(c.want, " ")+" :4" {
			t.Errorf("%v: %q", c.args, out)
		}
	}
	for _, c := range [][]string{{"remove", "--store", path, "h"}, {"mentions", "--store", path, "h"}, {"remove", "--store", path, "tiny", ""}} {
		if _, out, _ := call(t, append([]string{"__complete"}, c...)...); !strings.HasPrefix(out, "harbour-light\n:0") {
			t.Errorf("%v: %q", c, out)
		}
	}
	if _, out, _ := call(t, "__complete", "export", "--store", path+"-none", "--report", ""); !strings.HasPrefix(out, ":4") {
		t.Errorf("without a store: %q", out)
	}
}
