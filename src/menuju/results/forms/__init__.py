"""What the browser sent about results."""
