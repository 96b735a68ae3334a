"""What can happen to people, seats and accounts. Nothing else writes to their tables."""
