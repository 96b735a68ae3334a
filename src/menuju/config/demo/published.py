"""What was published after 2019: evaluation results and events, from two files."""

from typing import Any

import yaml

from menuju.audit.models import Provenance
from menuju.config.demo.citations import source_of
from menuju.config.demo.selected import DATA
from menuju.results.actions.bulk import add_published
from menuju.results.models import PublishedEvent, PublishedResult


def tell() -> None:
    """Write all of it."""
    add_published(
        [_result(row) for row in _read("published_results.yaml")],
        [_event(row) for row in _read("published_events.yaml")],
    )


def _read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((DATA / name).read_text(encoding="utf-8")))


def _result(row: dict[str, Any]) -> PublishedResult:
    return PublishedResult(
        region_id=row["region"],
        year=row["year"],
        value=row["value"],
        measure=row.get("measure", "evaluation"),
        scale_min=row.get("scale_min", 0),
        scale_max=row.get("scale_max", 4),
        instrument_label=row.get("instrument", _version(row["year"])),
        parts=row.get("parts", {}),
        confidence=row["confidence"],
        provenance=Provenance.PUBLISHED,
        source=source_of(row["source"]),
        **_both("peers", row),
        **_both("position", row),
        **_both("note", row),
    )


def _version(year: int) -> str:
    """What an evaluation is called whose instrument no source names."""
    return f"Evaluasi {year} | Evaluation {year}"


def _event(row: dict[str, Any]) -> PublishedEvent:
    return PublishedEvent(
        region_id=row["region"],
        on=row["date"],
        precision=row.get("precision", "day"),
        kind=row["kind"],
        provenance=Provenance.PUBLISHED,
        source=source_of(row["source"]),
        **_both("title", row),
        **_both("text", row),
    )


def _both(field: str, row: dict[str, Any]) -> dict[str, str]:
    text = row.get(field, {})
    return {f"{field}_id": text.get("id", ""), f"{field}_en": text.get("en", "")}
