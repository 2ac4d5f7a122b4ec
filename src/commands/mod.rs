//! One file per subcommand: turns arguments into the stages and their results into output.
