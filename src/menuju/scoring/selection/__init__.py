"""Who gets a place: by the order of scores, with minima for groups, gates, ties, reserves.

``quota`` says what a rule is and whether minima can be met together; ``rule`` gives the
places once; ``chances`` gives them again in every draw of a doubt.
"""
