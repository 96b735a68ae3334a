"""Who may see and do what in a round. Every request comes through here."""
