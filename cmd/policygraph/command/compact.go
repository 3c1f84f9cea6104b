package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/store"
)

func (p *program) compactCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compact",
		Short: "Make the store small again",
		Long: "Gives back the room that the store keeps for what was replaced or removed: it is written anew beside the old file, which\n" +
			"is replaced when the new one is whole. While that runs there must be room for both.",
		Example: "  policygraph compact\n  policygraph compact --store knowledge",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.compact(cmd.Context(), c)
		},
	}
	storeFlags(cmd)
	return cmd
}

func (p *program) compact(ctx context.Context, c config.Config) (err error) {
	old, err := sizes(ctx, c) // before it is opened for writing, which may be enough to make it smaller
	if err != nil {
		return err
	}
	st, err := openStore(c, store.Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	before, after := old.Size, int64(0)
	if _, after, err = st.Compact(ctx); err != nil {
		return failed(storeExit(err), err)
	}
	if p.quiet {
		return nil
	}
	if after == before {
		_, err = fmt.Fprintf(p.out, "%s: %s, nothing to give back\n", c.StorePath(), bytesText(before))
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s: %s before, %s after\n", c.StorePath(), bytesText(before), bytesText(after))
	return err
}

// sizes returns how much room the store takes.
func sizes(ctx context.Context, c config.Config) (stats store.Stats, err error) {
	st, err := openStore(c, store.Read)
	if err != nil {
		return stats, err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	stats, err = st.Stats(ctx)
	return stats, failed(ExitStore, err)
}

// leastSpare is the number of bytes below which compacting is not worth a word.
const leastSpare = 16 << 20

// noteSpare says on stderr when it is worth compacting the store. That it cannot be measured is no reason to fail.
func (p *program) noteSpare(ctx context.Context, c config.Config, st store.Store) {
	stats, err := st.Stats(ctx)
	if err != nil || p.quiet {
		return
	}
	if note := spareNote(stats, c.StorePath()); note != "" {
		fmt.Fprintf(p.err, "policygraph: note: %s\n", note)
	}
}

// spareNote says how much of a store is room for nothing, if that is a third of it and not little.
func spareNote(s store.Stats, path string) string {
	if s.Spare < leastSpare || s.Spare < s.Size/3 {
		return ""
	}
	return fmt.Sprintf("about %s of the %s in %s are left of what was replaced or removed; policygraph compact gives them back",
		bytesText(s.Spare), bytesText(s.Size), path)
}
