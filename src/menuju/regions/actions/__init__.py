"""What can happen to regions. Nothing else writes to their tables."""

from menuju.regions.actions.reference import load_reference
from menuju.regions.actions.succession import LegalAct, merge, rename, split

__all__ = ["LegalAct", "load_reference", "merge", "rename", "split"]
