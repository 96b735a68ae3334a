"""What the public may know: published releases, decisions, results and events only."""
