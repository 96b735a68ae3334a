"""What the browser sends about plans: one module for each subject."""
