"""Two versions of a masterplan compared, element by element, also in their typed parts."""
