"""Letters: the list, one letter, its form, its files, and what may be done with it."""
