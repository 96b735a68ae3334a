"""What we know of a round: reads that span models or shape a page."""
