"""Put what people typed into a row."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db.models import Model

Filled = TypeVar("Filled", bound=Model)
SOURCED = frozenset({"provenance", "source"})


def fill(row: Filled, values: Mapping[str, object], fields: Collection[str]) -> Filled:
    """The row with these values; TypeError for one that is not written by people."""
    if unknown := values.keys() - {*fields, *SOURCED}:
        raise TypeError(", ".join(sorted(unknown)))
    for name, value in values.items():
        setattr(row, name, value)
    return row
