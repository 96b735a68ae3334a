"""Copy the content of a masterplan version: every element keeps its key."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from menuju.plans.models import (
    BodyMember,
    MasterplanVersion,
    Paragraph,
    ParagraphRevision,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)

Row = TypeVar("Row", bound=Model)

PLAIN = (
    "context_figures",
    "readiness_points",
    "swot_points",
    "targets",
    "strategies",
    "action_plans",
    "goal_links",
    "legal_acts",
)
"""What hangs on a version and has nothing hanging on it."""
DEEP = ("programmes", "bodies", "chapters", "commitments")
"""What is copied with its parts, or not as it is: a copy was signed by nobody."""
LEFT = (
    "approvals",
    "book_files",
    "publication",
    "published_books",
    "review_rounds",
)
"""What happened to the version itself; the next one begins without it."""
UNSIGNED: dict[str, object] = {
    "person": None,
    "signed_at": None,
    "signatory_name": "",
    "signatory_office": "",
    "digest": "",
    "on_paper": False,
    "scan": None,
    "scan_name": "",
    "recorded_by": None,
}
"""A commitment sheet that nobody signed."""


def copy_content(old: MasterplanVersion, new: MasterplanVersion) -> None:
    """Write everything that hangs on ``old`` again under ``new``."""
    for name in PLAIN:
        _again(getattr(old, name).all(), plan_version=new)
    _again(old.commitments.all(), plan_version=new, **UNSIGNED)
    _programmes(old, new)
    bodies = _again(old.bodies.all(), plan_version=new)
    _parts(BodyMember.objects.filter(body__plan_version=old), "body", bodies)
    chapters = _again(old.chapters.all(), plan_version=new)
    paragraphs = Paragraph.objects.filter(chapter__plan_version=old, removed_at=None)
    _parts(paragraphs, "chapter", chapters, locked_by=None, locked_at=None)
    _begin_histories(new)


def _begin_histories(new: MasterplanVersion) -> None:
    """The wording that each copied paragraph came with, so that its next save is compared."""
    paragraphs = Paragraph.objects.filter(chapter__plan_version=new)
    ParagraphRevision.objects.bulk_create(
        ParagraphRevision(
            paragraph=one,
            version=one.version,
            content=one.content,
            by_id=one.edited_by_id,
            at=one.edited_at,
        )
        for one in paragraphs
    )


def _programmes(old: MasterplanVersion, new: MasterplanVersion) -> None:
    made = _again(old.programmes.all(), plan_version=new)
    for kind in (ProgrammeIndicator, ProgrammeBudget):
        rows = kind.objects.filter(programme__plan_version=old)
        _parts(rows, "programme", made)
    links = PlannedProgramme.partners.through.objects.filter(
        plannedprogramme__plan_version=old
    )
    _parts(links, "plannedprogramme", made)


def _again(rows: QuerySet[Row], **changes: object) -> dict[int, Row]:
    """The same rows anew with these changes, by the key of the row each came from."""
    olds = list(rows)
    keys = [row.pk for row in olds]
    made = rows.bulk_create(anew(olds, **changes))
    return dict(zip(keys, made, strict=True))


def _parts(
    rows: QuerySet[Row], parent: str, parents: Mapping[int, Model], **changes: object
) -> None:
    """The parts of rows that were copied, each under the copy of what it hung on."""
    olds = list(rows)
    for row in olds:
        setattr(row, parent, parents[getattr(row, f"{parent}_id")])
    rows.bulk_create(anew(olds, **changes))


def anew(rows: Iterable[Row], **changes: object) -> list[Row]:
    """Unsaved rows from stored ones, with these changes."""
    found = []
    for row in rows:
        row.pk = None
        row._state.adding = True  # noqa: SLF001 -- how Django says that a row is new
        for name, value in changes.items():
            setattr(row, name, value)
        found.append(row)
    return found
