"""Work on results that takes longer than a page may: one module per topic."""
