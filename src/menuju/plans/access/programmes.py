"""The doors to the programmes of a masterplan version."""

from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.plans.access import masterplans
from menuju.plans.models import (
    MasterplanVersion,
    PlannedProgramme,
    ProgrammeIndicator,
)


def open_programme(user: User, version: int, pk: int) -> PlannedProgramme:
    """A programme to read, with its parts; 404 if it or its version is hidden."""
    return _of(masterplans.open_version(user, version), pk)


def open_to_write(user: User, version: int, pk: int) -> PlannedProgramme:
    """A programme to write: 404 if hidden, 403 with the reason if it may not be written."""
    return _of(masterplans.open_draft(user, version), pk)


def version_without(user: User, version: int, pk: int) -> MasterplanVersion | None:
    """The version to write in, if it has no programme of this key any more; else None."""
    held = masterplans.open_draft(user, version)
    return None if held.programmes.filter(pk=pk).exists() else held


def open_indicator(user: User, version: int, pk: int, row: int) -> ProgrammeIndicator:
    """An indicator to write; 404 if the programme has none of this key."""
    programme = open_to_write(user, version, pk)
    found = get_object_or_404(ProgrammeIndicator, pk=row, programme=programme)
    found.programme = programme
    return found


def _of(version: MasterplanVersion, pk: int) -> PlannedProgramme:
    rows = version.programmes.select_related("agency").prefetch_related(
        "partners", "indicators", "budgets"
    )
    found = get_object_or_404(rows, pk=pk)
    found.plan_version = version
    return found
