// Command policygraph reads policy reports, builds a knowledge graph with evidence, keeps it, analyses it and exports it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"policygraph/cmd/policygraph/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(command.Main(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
