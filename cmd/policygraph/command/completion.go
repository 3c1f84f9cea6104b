package command

import (
	"strings"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/data"
	"policygraph/export"
	"policygraph/graph/ontology"
)

// describeCompletion gives cobra's completion commands examples like all others, and refuses unknown shells.
func describeCompletion(root *cobra.Command) {
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		group(c)
		c.Example = "  policygraph completion bash > /etc/bash_completion.d/policygraph\n  policygraph completion zsh > \"${fpath[1]}/_policygraph\""
		for _, shell := range c.Commands() {
			shell.Example = "  policygraph completion " + shell.Name()
		}
	}
}

// complete lets the shell complete a flag's values.
func complete(cmd *cobra.Command, flag string, values func() []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		done, last := "", begun // of a list, the last item is completed
		if i := strings.LastIndexByte(begun, ','); i >= 0 {
			done, last = begun[:i+1], begun[i+1:]
		}
		var out []cobra.Completion
		for _, v := range values() {
			if strings.HasPrefix(v, last) {
				out = append(out, done+v)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag is not defined: a mistake in this program
	}
}

// vocabulary returns the shipped ontology.
func vocabulary() (*ontology.Ontology, error) { return ontology.Read(data.FS, "ontology.yaml") }

// typeNames returns the types of entities and, if wanted, of structural nodes.
func typeNames(o *ontology.Ontology, structure bool) []string {
	var names []string
	for _, t := range o.Entities {
		names = append(names, t.Name)
	}
	if structure {
		for _, t := range o.Structure {
			names = append(names, t.Name)
		}
	}
	return names
}

func predicateNames(o *ontology.Ontology) []string {
	var names []string
	for _, list := range [][]ontology.Predicate{o.Predicates, o.Links} {
		for _, p := range list {
			names = append(names, p.Name)
		}
	}
	return names
}

// words makes a list for the completion of names in the vocabulary; without a vocabulary there is nothing to complete.
func words(names func(*ontology.Ontology) []string) func() []string {
	return func() []string {
		o, err := vocabulary()
		if err != nil {
			return nil
		}
		return names(o)
	}
}

func exportNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func profileNames() []string { return []string{export.Gephi, export.Portable, export.Graphviz} }

func withNames() []string { return []string{"passages", "sources"} }

func measureNames() []string { return config.Measures() }
