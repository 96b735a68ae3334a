"""Why a region was or was not selected: one object for the page, the letter and the file."""

from menuju.results.queries.why.facts import Why
from menuju.results.queries.why.gather import why_behind, why_of, whys_of

__all__ = ["Why", "why_behind", "why_of", "whys_of"]
