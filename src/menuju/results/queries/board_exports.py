"""The board as a table: every region, with what its figures are measured by."""

from collections.abc import Iterator

from menuju.results.queries.board import Board, Row
from menuju.rounds.queries.tables import csv_of, workbook_of

HEAD = (
    "region_code",
    "region",
    "province",
    "island_group",
    "round",
    "year",
    "instrument_version",
    "scale_min",
    "scale_max",
    "score",
    "score_low_90",
    "score_high_90",
    "position",
    "tied",
    "chance",
    "chance_error",
    "zone",
    "standing",
    "why",
    "chosen",
    "reserve",
    "reason",
    "earlier_attempts",
    "provenance",
)


def as_csv(board: Board) -> bytes:
    """CSV in UTF-8; unknown is empty, never 0."""
    return csv_of(HEAD, _rows(board))


def as_xlsx(board: Board) -> bytes:
    """The same as a workbook."""
    return workbook_of(board.release.round.code[:31], HEAD, _rows(board))


def _rows(board: Board) -> Iterator[list[object]]:
    round_ = board.release.round
    common = [
        round_.code,
        round_.year,
        round_.instrument_version.label,
        board.scale[0],
        board.scale[1],
    ]
    for row in board.rows:
        region = row.place.result.participation.region
        group = region.province.island_group
        head = [region.pk, region.name, region.province.name, group, *common]
        yield [*head, *_figures(row), *_decided(board, row)]


def _figures(row: Row) -> list[object]:
    result = row.place.result
    return [
        _exact(result.score),
        _exact(row.low),
        _exact(row.high),
        "" if result.position is None else result.position,
        "yes" if result.tied else "no",
        _exact(row.chance),
        _exact(row.error),
        str(row.zone),
    ]


def _decided(board: Board, row: Row) -> list[object]:
    place = row.place
    chosen = ("yes" if place.selected else "no") if board.decision else ""
    return [
        str(place.standing),
        place.why,
        chosen,
        place.reserve or "",
        place.reason,
        "; ".join(f"{year} {outcome}" for year, outcome in row.attempts),
        place.result.provenance,
    ]


def _exact(value: float | None) -> float | str:
    """As it was computed: a number in a workbook, all of its digits as CSV."""
    return "" if value is None else value
