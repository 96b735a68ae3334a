"""What we know about plans: one module for each subject."""
