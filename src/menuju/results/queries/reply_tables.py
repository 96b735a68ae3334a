"""The board of replies as a table to take away."""

from collections.abc import Iterable

from menuju.results.models import Release, ReplyEffect
from menuju.results.queries.replies import Told

HEAD = (
    "region_code",
    "region",
    "round",
    "year",
    "instrument_version",
    "subject",
    "code",
    "title",
    "level_before",
    "level_asked",
    "scale_min",
    "scale_max",
    "state",
    "sent_at",
    "deadline",
    "answered_at",
    "level_after",
    "files",
    "score_before",
    "score_after",
    "moves",
    "precedent",
    "text",
    "answer",
    "provenance",
)


def rows(release: Release, told: Iterable[Told]) -> list[list[object]]:
    """One row for each reply; levels as they are stored, unknown is empty."""
    version = release.round.instrument_version
    return [_row(release, str(version), one) for one in told]


def _row(release: Release, version: str, told: Told) -> list[object]:
    row, round_ = told.reply, release.round
    return [
        row.participation.region_id,
        row.participation.region.name,
        round_.code,
        round_.year,
        version,
        row.subject,
        row.code,
        told.title,
        row.level_before,
        row.asked,
        *_scale(told),
        row.state,
        row.at.isoformat(),
        row.deadline.isoformat(),
        row.answered_at.isoformat() if row.answered_at else "",
        row.level_after,
        getattr(row, "files", 0),
        *_effect(getattr(row, "effect", None)),
        _yes(row.is_precedent),
        row.text,
        row.answer,
        row.provenance,
    ]


def _scale(told: Told) -> list[object]:
    scale = told.point.node.scale if told.point else None
    return [scale.min, scale.max] if scale else ["", ""]


def _effect(effect: ReplyEffect | None) -> list[object]:
    if effect is None:
        return ["", "", ""]
    return [
        _exact(effect.score_before),
        _exact(effect.score_after),
        _yes(effect.moves),
    ]


def _exact(value: float | None) -> float | str:
    return "" if value is None else value


def _yes(is_so: bool) -> str:  # noqa: FBT001 -- a cell
    return "yes" if is_so else "no"
