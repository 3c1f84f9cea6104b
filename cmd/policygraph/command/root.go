// Package command is the command line of policygraph: one file per sub-command, what they share in files of its own.
// What enters are the arguments and two writers; what leaves is text on the writers, files, and an exit code.
//
// To add a sub-command, write its file and test and add it in newRoot.
package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
)

// program is one call of the command line.
type program struct {
	out        *bufio.Writer // flushed at the end
	terminal   bool          // out is a terminal
	err        io.Writer
	configPath string
	quiet      bool
}

// Main runs the program and returns its exit code. An error becomes one line on stderr.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := &program{out: bufio.NewWriter(stdout), terminal: isTerminal(stdout), err: stderr}
	err := guarded("", func() error {
		root := p.newRoot()
		root.SetArgs(append([]string{}, args...)) // nil would mean the arguments of the process
		err := root.ExecuteContext(ctx)
		if flushErr := p.out.Flush(); flushErr != nil && (err == nil || errors.Is(err, flushErr)) {
			err = failed(ExitOutput, fmt.Errorf("write output: %w", flushErr))
		}
		return err
	})
	switch {
	case err == nil:
		return ExitOK
	case ctx.Err() != nil:
		err = failed(ExitInterrupted, errors.New("interrupted"))
	case errors.Is(err, syscall.EPIPE):
		return exitCode(err) // nobody reads any more
	}
	fmt.Fprintf(stderr, "policygraph: %s\n", message(err))
	return exitCode(err)
}

// message returns the words of an error in one line.
func message(err error) string {
	var parts []string
	for line := range strings.Lines(err.Error()) {
		if line = oneLine(line); line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, "; ")
}

// oneLine returns s with every run of white space as one blank.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (p *program) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "policygraph",
		Short: "Turn policy reports into a knowledge graph with evidence",
		Long: "policygraph reads policy reports (Markdown, PDF, DOCX, HTML, text), finds the bodies, agreements and laws they\n" +
			"name, what they recommend to whom, and how these hang together, and keeps it as a graph in which every fact points\n" +
			"at its quote. The graph is asked here, or exported: policygraph formats lists how.",
		Example:       "  policygraph run                 # the sample that is shipped\n  policygraph run report.md --out out\n  policygraph show \"European Commission\"",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(p.out)
	root.SetErr(p.err)
	group(root)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return failed(ExitUsage, err) })
	flags := root.PersistentFlags()
	flags.StringVar(&p.configPath, "config", "", "configuration file (default config.yaml, if there is one)")
	flags.BoolVarP(&p.quiet, "quiet", "q", false, "print nothing but tables and errors")
	root.AddCommand(p.runCommand(), p.buildCommand(), p.exportCommand(), p.formatsCommand(), p.rankCommand(), p.coverageCommand(), p.pathCommand(), p.communitiesCommand(), p.compareCommand(), p.plotCommand(),
		p.showCommand(), p.briefCommand(), p.explainCommand(), p.mentionsCommand(), p.recommendationsCommand(), p.evalCommand(), p.reportsCommand(), p.removeCommand(), p.compactCommand(),
		p.versionCommand(), exitCodesTopic(), configTopic(), networksTopic(), filtersTopic())
	root.InitDefaultCompletionCmd()
	describeCompletion(root)
	return root
}

// group makes a command that only holds others print its help, or refuse what is none of them.
func group(cmd *cobra.Command) {
	cmd.Args = cobra.ArbitraryArgs // judged in RunE
	cmd.SuggestionsMinimumDistance = 2
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		hint := "see " + cmd.CommandPath() + " --help"
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		return failed(ExitUsage, fmt.Errorf("unknown command %q; %s", args[0], hint))
	}
}

// settings loads the configuration for a command. What is wrong with it is a mistake of usage.
func (p *program) settings(cmd *cobra.Command) (config.Config, error) {
	c, err := config.Load(p.configPath, cmd.Flags())
	if err != nil {
		return c, failed(ExitUsage, err)
	}
	c.Reports = chosenReports(cmd)
	return c, nil
}

// arguments makes the mistakes that check finds mistakes of usage.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return failed(ExitUsage, fmt.Errorf("%s: %w; see %s --help", cmd.Name(), err, cmd.CommandPath()))
		}
		return nil
	}
}

// storeFlags are those of commands that use the store.
func storeFlags(cmd *cobra.Command) {
	cmd.Flags().String("store", "", `directory of the store (default the folder "graph" in the out directory: out/graph)`)
	config.Bind(cmd.Flags(), "store", "store.path")
}

// extractFlags are those of commands that read reports.
func extractFlags(cmd *cobra.Command) {
	d := config.DefaultConfig()
	flags := cmd.Flags()
	flags.String("backend", d.Store.Backend, "how a new store is kept: bbolt, memory")
	flags.String("gazetteers", "", "directory of gazetteer files that add to the built-in ones or replace them")
	flags.String("rules", "", "directory of rule files that replace built-in ones")
	size := d.Limits.MaxSize
	flags.Var(&size, "max-size", "refuse larger reports")
	flags.String("password", "", "password of encrypted PDF files")
	flags.Bool("ocr", false, "read scanned pages of PDF files with the program tesseract")
	for flag, key := range map[string]string{"backend": "store.backend", "gazetteers": "gazetteers", "rules": "rules",
		"max-size": "limits.max_size", "password": "pdf.password", "ocr": "pdf.ocr"} {
		config.Bind(flags, flag, key)
	}
}
