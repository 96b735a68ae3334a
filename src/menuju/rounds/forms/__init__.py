"""Parse what a browser sends about a round."""
