"""Parse what a moderator decides, and what is said about a sitting of the panel."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.rounds.actions.sittings import SHORTEST_MINUTES
from menuju.rounds.forms.rounds import MomentField
from menuju.rounds.forms.scores import LONGEST_REASON, level_field
from menuju.rounds.models import Round, Sitting, SittingMember
from menuju.rounds.queries.precedents import Precedent
from menuju.rounds.queries.scores import SHORTEST_REASON
from menuju.rounds.queries.sittings import candidates

LONGEST_KEY = 18
"""Digits of a record's key: more do not fit the database."""


class ModerationForm(forms.Form):
    """The agreed level; ``sittings`` are the open ones at which the person sits."""

    level = level_field()
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Minimal 40 huruf. Dibaca daerah bersama hasilnya."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": SHORTEST_REASON}),
        error_messages={"required": _("Tuliskan alasan nilai yang disepakati.")},
    )
    sitting = forms.TypedChoiceField(
        label=_("Diputuskan dalam"), required=False, coerce=int, empty_value=None
    )
    follows = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(required=False, max_length=200)

    def __init__(
        self,
        choices: list[tuple[str, str]],
        sittings: list[Sitting],
        data: QueryDict | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        if data is None and sittings and initial is None:
            initial = {"sitting": sittings[0].pk}
        super().__init__(data, initial=initial)
        alone = ("", gettext("Tanpa sidang, oleh saya sendiri"))
        named = [(one.pk, one.title) for one in sittings]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        self.fields["sitting"].choices = [alone, *named]  # type: ignore[attr-defined]
        self.has_sittings = bool(sittings)


def written(data: QueryDict, follow: Precedent | None = None) -> dict[str, Any]:
    """What was typed so far, to be shown again; a precedent fills an empty reason."""
    typed = {key: data.get(key, "") for key in ModerationForm.base_fields}
    if follow:
        typed["follows"] = str(follow.moderation.pk)
        typed["reason"] = typed["reason"].strip() or follow.reason
    return typed


def key_of(text: str) -> int | None:
    """A record's key as a form sends it; None if it is none."""
    is_key = text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
    return int(text) if is_key else None


class SittingForm(forms.Form):
    """When and where the panel sits, read in the round's own zone."""

    title = forms.CharField(
        label=_("Nama sidang"),
        max_length=160,
        error_messages={"required": _("Tuliskan nama sidang.")},
    )
    held_at = MomentField(
        label=_("Waktu"),
        max_length=30,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"required": _("Tuliskan waktu sidang.")},
    )
    place = forms.CharField(label=_("Tempat"), max_length=160, required=False)

    def __init__(self, round_: Round, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.zone = ZoneInfo(round_.time_zone)

    def moment(self) -> datetime:
        """When it is held, for a form that is valid."""
        found: datetime = self.cleaned_data["held_at"]
        return found.replace(tzinfo=self.zone)


class MemberForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Nama"),
        error_messages={"required": _("Pilih orangnya.")},
    )
    role = forms.ChoiceField(
        label=_("Peran"),
        choices=SittingMember.Role,
        initial=SittingMember.Role.MEMBER,
    )

    def __init__(self, sitting: Sitting, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["person"].queryset = candidates(sitting)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    minutes = forms.CharField(
        label=_("Notula"),
        help_text=_("Minimal 40 huruf. Tersimpan tetap setelah sidang ditutup."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": SHORTEST_MINUTES}),
        error_messages={"required": _("Tuliskan notula sidang.")},
    )
