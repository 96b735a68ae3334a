"""What is typed in a masterplan version: which fields, in which groups, in what order."""
