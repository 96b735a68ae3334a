"""What can happen to regions. Nothing else writes to their tables."""

from menuju.regions.actions.posts import add_agency, add_office
from menuju.regions.actions.reference import load_reference
from menuju.regions.actions.succession import LegalAct, merge, rename, split

__all__ = [
    "LegalAct",
    "add_agency",
    "add_office",
    "load_reference",
    "merge",
    "rename",
    "split",
]
