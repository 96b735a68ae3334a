"""The typed content of a version in the browser."""
