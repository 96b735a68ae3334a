"""Somebody else wrote in the meantime: what the page shows beside what was typed."""

from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.content.kinds import Row


class StaleElementError(SavedMeanwhileError[Row]):
    """``saved`` is the row as somebody else saved it."""


class StaleVisionError(SavedMeanwhileError[MasterplanVersion]):
    """``saved`` is the version with the vision that somebody else saved."""
