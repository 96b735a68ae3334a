"""What two people wrote into the same fields."""

from typing import NamedTuple

from django import forms
from django.http import QueryDict


class Difference(NamedTuple):
    """A field where what is stored now is not what somebody typed."""

    label: str
    stored: str
    typed: str


def differing(mine: forms.Form, stored: forms.Form) -> list[Difference]:
    """The visible fields that differ, as people read them."""
    found = []
    for field in stored.visible_fields():
        name = field.name
        theirs, typed = _words(stored[name]), _words(mine[name])
        if theirs != typed:
            found.append(Difference(str(field.label), theirs, typed))
    return found


def write_upon(form: forms.Form, mark: str) -> None:
    """Say again what was typed, now upon what is stored: sending once more overwrites."""
    if isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["seen"] = mark


def _words(field: forms.BoundField) -> str:
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    shown = {str(key): str(label) for key, label in choices}
    return shown.get(str("" if value is None else value), "")
