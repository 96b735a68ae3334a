"""The boards of a round as rows: each with round, year, version, scale and where it is from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from menuju.instruments.models.document import plain
from menuju.instruments.queries import Presence, tree_of
from menuju.regions.models import Agency
from menuju.rounds.models import (
    AttendanceReport,
    Participation,
    Round,
    Session,
    SessionSlot,
)
from menuju.rounds.queries.attendance import titles_from
from menuju.rounds.queries.moderation import Difference
from menuju.rounds.queries.replies import state_of
from menuju.rounds.queries.session_minutes import slots_of


class Made(NamedTuple):
    """A table: the columns, the same in every language, and the rows."""

    head: list[str]
    rows: Iterable[Sequence[object]]


def participations(round_: Round, board: QuerySet[Participation]) -> Made:
    """Every region of a round; ``board`` as ``queries.rounds.board_of`` gives it."""
    head = [
        *_place_head(),
        "status",
        "invited_at",
        "answered_at",
        "reason",
        "self_assessment_sent_at",
        "assessors",
        "assessors_sent",
        "attendance_confirmed",
        "anchor",
        "outcome",
        "provenance",
    ]
    return Made(head, (_participation(round_, part) for part in board))


def _participation(round_: Round, part: Participation) -> list[object]:
    sent = getattr(part, "submission", None)
    return [
        *_place(round_, part),
        part.status,
        part.invited_at.isoformat() if part.invited_at else "",
        part.answered_at.isoformat() if part.answered_at else "",
        part.reply_reason,
        sent.submitted_at.isoformat() if sent else "",
        getattr(part, "assessors", 0),
        getattr(part, "sent", 0),
        _yes(getattr(part, "has_confirmed_attendance", False)),
        _yes(part.is_anchor),
        part.outcome if part.is_outcome_public else "",
        part.provenance,
    ]


def register(round_: Round) -> Made:
    """Every office of every region: what each source says, and what was confirmed."""
    head = [
        *_place_head(),
        "session",
        "turn_at",
        "office",
        "office_title",
        "committee_says",
        "region_says",
        "publications_say",
        "confirmed",
        "reason",
        "confirmed_at",
        "objections",
        "objection_outcomes",
        "provenance",
    ]
    return Made(head, _register(round_))


def _register(round_: Round) -> Iterator[list[object]]:
    node = tree_of(round_.instrument_version).attendance
    if node is None:
        return
    names: dict[str, dict[str, str]] = defaultdict(dict)
    agencies = Agency.objects.filter(
        region__participations__round=round_, valid_to=None
    )
    for code, kind, name in agencies.values_list("region", "kind", "short_name"):
        names[code][kind] = name
    for session in round_.sessions.all():
        for slot in slots_of(session):
            slot.participation.round = round_
            titles = titles_from(node, names[slot.participation.region_id])
            for office, title in titles.items():
                yield _office(session, slot, office, title)


def _office(
    session: Session, slot: SessionSlot, office: str, title: str
) -> list[object]:
    reports = [one for one in slot.reports.all() if one.office == office]
    held = next((one for one in slot.confirmed.all() if one.office == office), None)
    contests = [one for one in slot.objections.all() if one.office == office]
    part = slot.participation
    return [
        *_place(part.round, part),
        session.title,
        slot.starts_at.isoformat(),
        office,
        title,
        *(
            "; ".join(_state(one) for one in reports if one.origin == origin)
            for origin in ("committee", "region", "publication")
        ),
        _state(held.report) if held else "",
        held.reason if held else "",
        held.confirmed_at.isoformat() if held else "",
        "; ".join(one.text for one in contests),
        "; ".join(one.outcome for one in contests),
        held.provenance if held else slot.provenance,
    ]


def queue(round_: Round, waiting: Sequence[Difference]) -> Made:
    """The differences that a person must decide, in the order of the queue."""
    head = [
        "place_in_queue",
        *_place_head(),
        "item",
        "item_title",
        "scale_min",
        "scale_max",
        "levels_by_letter",
        "spread",
        "weight",
        "effect",
        "provenance",
    ]
    rows = (_difference(round_, n, one) for n, one in enumerate(waiting, 1))
    return Made(head, rows)


def _difference(round_: Round, number: int, one: Difference) -> list[object]:
    levels = (
        f"{letter}: {'' if level is None else plain(level)}"
        for letter, level in one.levels.items()
    )
    return [
        number,
        *_place(round_, one.participation),
        one.node.code,
        str(one.node.title),
        plain(one.node.scale.min),
        plain(one.node.scale.max),
        "; ".join(levels),
        "" if one.spread is None else plain(one.spread),
        plain(one.weight),
        str(one.effect.value),
        one.participation.provenance,
    ]


def _place_head() -> list[str]:
    return [
        "region_code",
        "region",
        "round",
        "year",
        "instrument_version",
    ]


def _place(round_: Round, part: Participation) -> list[object]:
    return [
        part.region_id,
        part.region.name,
        round_.code,
        round_.year,
        str(round_.instrument_version),
    ]


def _state(report: AttendanceReport) -> str:
    """Status with the capacity or the rank that counts, as a level of an office."""
    if report.shown_status == "unmentioned":
        return report.shown_status
    presence = Presence(report.office, report.status, report.capacity, report.rank)
    return state_of(presence)


def _yes(is_so: bool) -> str:  # noqa: FBT001 -- a cell
    return "yes" if is_so else "no"
