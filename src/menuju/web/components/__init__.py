"""Components of the look, one module per family; gathered by ``templatetags.web``."""
