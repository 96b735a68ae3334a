"""What the browser hears back about accounts, invitations and people."""
