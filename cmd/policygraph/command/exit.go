package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Exit codes of the program.
const (
	ExitOK          = 0
	ExitOther       = 1
	ExitUsage       = 2
	ExitInput       = 3
	ExitNotFound    = 4
	ExitStore       = 5
	ExitOutput      = 6
	ExitBelow       = 7
	ExitSome        = 8
	ExitInterrupted = 130
)

// exitCodes documents them.
var exitCodes = []struct {
	code    int
	meaning string
}{
	{ExitOK, "done"},
	{ExitOther, "anything else, such as a mistake in policygraph itself"},
	{ExitUsage, "unknown command, flag, format, type or measure; malformed configuration, gazetteer or rules"},
	{ExitInput, "a report or annotation cannot be read: missing, malformed, a directory without reports, empty, binary, not UTF-8, too large"},
	{ExitNotFound, "no such entity, section or report in the graph, or nothing passes the filters"},
	{ExitStore, "the store is missing, is no store, is damaged, or another process holds it"},
	{ExitOutput, "the output cannot be written"},
	{ExitBelow, "a report agrees less with its annotation than eval --min asks for"},
	{ExitSome, "some reports could not be read; the others are stored, and exported by run"},
	{ExitInterrupted, "interrupted by Ctrl-C or SIGTERM"},
}

// failure is an error with the exit code it leads to.
type failure struct {
	code int
	err  error
}

// Error returns the words of the error itself.
func (f *failure) Error() string { return f.err.Error() }

// Unwrap returns the error itself.
func (f *failure) Unwrap() error { return f.err }

// failed gives an error its exit code, unless it has one already.
func failed(code int, err error) error {
	if err == nil || errors.As(err, new(*failure)) {
		return err
	}
	return &failure{code, err}
}

func exitCode(err error) int {
	var f *failure
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &f):
		return f.code
	}
	return ExitOther
}

// exitCodesTopic is the help topic about exit codes.
func exitCodesTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("Exit codes of policygraph. Every error is one line on stderr that begins with \"policygraph: \".\n\n")
	for _, c := range exitCodes {
		fmt.Fprintf(&b, "  %3d  %s\n", c.code, c.meaning)
	}
	b.WriteString("\nFiles are written whole or not at all; after an error what stood before still stands.")
	return &cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: b.String()}
}

// configTopic is the help topic about the configuration.
func configTopic() *cobra.Command {
	return &cobra.Command{Use: "configuration", Short: "Where settings come from", Long: `Settings come from flags, which win over the environment, which wins over the configuration file, which wins over the defaults.

The file is config.yaml in the working directory if there is one, or what --config or POLICYGRAPH_CONFIG names. The shipped
config.yaml lists every key with its default and a comment. In the environment a key is written in capitals after POLICYGRAPH_,
with "_" for ".": POLICYGRAPH_LAYOUT_SEED=7. Lists are separated by commas: POLICYGRAPH_EXPORTS=graphml,dot/graphviz=graph.dot

Unknown keys are errors that name the key and its line. NO_COLOR=1 turns off colours and styles.`}
}
