//! The command line: arguments, settings, exit codes, progress. The only place that prints.
