"""A suggestion beside what stands there now."""

from dataclasses import dataclass, field

from menuju.plans.models import Suggestion
from menuju.plans.models.markup import MarkupError, markup_of, read
from menuju.plans.models.text import content_of
from menuju.plans.queries.differences import Piece, merged
from menuju.plans.queries.histories import wording_at
from menuju.plans.queries.wordings import pieces_between


@dataclass(frozen=True, slots=True)
class Proposal:
    """``pieces``: from the text it was written upon (or, unknown, the present) to it.

    ``since`` is what others changed in the meantime; ``merged`` both changes as one text,
    empty where they touch the same words or nothing changed in the meantime.
    """

    pieces: list[Piece]
    is_stale: bool
    since: list[Piece] = field(default_factory=list)
    merged: str = ""


def proposal_of(suggestion: Suggestion) -> Proposal:
    """What a suggestion changes. Its paragraph is the one that is stored now: 1 query."""
    paragraph = suggestion.paragraph
    now, wanted = content_of(paragraph.content), content_of(suggestion.content)
    base = wording_at(paragraph, suggestion.base_version)
    before = content_of(base.content) if base else now
    pieces = pieces_between(before, wanted)
    is_stale = (
        suggestion.state == Suggestion.State.OPEN
        and suggestion.base_version != paragraph.version
        and (base is None or before != now)
    )
    if not is_stale or base is None:
        return Proposal(pieces, is_stale)
    both = ""
    if now.type == wanted.type == before.type:
        both = _merged(now.type, *map(markup_of, (before, now, wanted)))
    return Proposal(pieces, is_stale, pieces_between(before, now), both)


def _merged(kind: str, before: str, now: str, wanted: str) -> str:
    """Both changes as one text that can be read again; empty if there is none."""
    found = merged(before, now, wanted) or ""
    try:
        return found if found and read(kind, found) else ""
    except MarkupError:
        return ""
