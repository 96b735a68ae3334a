"""What the browser sends about instruments."""
