"""Somebody else wrote in the meantime: what the page shows beside what was typed."""

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.content.kinds import Row


class StaleElementError(Exception):
    """``saved`` is the row as somebody else saved it."""

    def __init__(self, saved: Row) -> None:
        super().__init__(f"{saved} was saved by somebody else")
        self.saved = saved


class StaleVisionError(Exception):
    """``saved`` is the version with the vision that somebody else saved."""

    def __init__(self, saved: MasterplanVersion) -> None:
        super().__init__(f"the vision of {saved} was saved by somebody else")
        self.saved = saved
