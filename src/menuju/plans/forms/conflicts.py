"""What two people wrote into the same fields."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext


class RemoveForm(forms.Form):
    """That somebody looked at something as it is, and wants it gone."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @classmethod
    def seen_in(cls, data: QueryDict) -> str:
        """The mark of what was looked at; empty, and so never right, if none was sent."""
        form = cls(data)
        return str(form.cleaned_data["seen"]) if form.is_valid() else ""


def changed_meanwhile() -> str:
    """Said when what was to be removed is no longer what was looked at."""
    return gettext("Orang lain mengubahnya sejak Anda membukanya. Periksa, lalu hapus.")


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
        theirs, typed = words_of(stored[name]), words_of(mine[name])
        if theirs != typed:
            found.append(Difference(str(field.label), theirs, typed))
    return found


def write_upon(form: forms.Form, mark: str) -> None:
    """Say again what was typed, now upon what is stored: sending once more overwrites."""
    if isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["seen"] = mark


def words_of(field: forms.BoundField) -> str:
    """What a field holds, as people read it: the labels of choices, not their codes."""
    value = field.value()
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    flat: Iterator[tuple[object, object]] = flatten_choices(list(choices))
    shown = {str(key): str(label) for key, label in flat}
    several = value if isinstance(value, list | tuple) else [value]
    chosen = (shown.get(str("" if one is None else one), "") for one in several)
    return ", ".join(sorted(chosen))
