"""The demo world: the published story, and a marked simulation around it."""
