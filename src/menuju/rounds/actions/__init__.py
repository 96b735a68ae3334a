"""What can happen in a round. Nothing else writes to its tables."""
