"""Work on plans that takes longer than a page may."""
