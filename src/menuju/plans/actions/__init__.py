"""What can happen to plans: the only writer, one module for each subject."""
