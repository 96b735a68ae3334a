"""Parse until when somebody wants or gives more time, on the clock of the region."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.rounds.actions.extensions import More
from menuju.rounds.forms.rounds import MOMENT, ZONES, MomentField
from menuju.rounds.queries.deadlines import Deadline
from menuju.rounds.queries.extensions import SHORTEST_REASON
from menuju.web.components.formats import moment

GRANT, REFUSE = "grant", "refuse"


class MoreForm(forms.Form):
    """A moment and a reason. ``zone`` is an IANA name; ``limit`` the last moment allowed."""

    until = MomentField(
        max_length=30,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"required": _("Tulis sampai kapan.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": SHORTEST_REASON}),
        error_messages={"required": _("Tuliskan alasan.")},
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        zone: str,
        limit: datetime | None = None,
        data: QueryDict | None = None,
        **initial: object,
    ) -> None:
        super().__init__(data, initial=_on_clock(initial, zone))
        self.zone = ZoneInfo(zone)
        until = self.fields["until"]
        until.label = gettext("Sampai kapan (%(zone)s)") % {"zone": dict(ZONES)[zone]}
        if limit:
            until.help_text = gettext("Paling lambat %(at)s menurut jadwal tahap.") % {
                "at": moment(limit, zone)
            }

    def clean_until(self) -> datetime:
        """The moment with its zone."""
        found: datetime = self.cleaned_data["until"]
        return found.replace(tzinfo=self.zone)

    def clean_seen(self) -> datetime | None:
        """The deadline that the page showed; nothing that a browser did not get here."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None

    def look_again(self, deadline: Deadline | None) -> None:
        """Show what holds now, with all that was typed: the next press counts."""
        if self.is_bound:
            self.data = {**self.data, "seen": seen_as(deadline)}

    def more(self) -> More:
        """What was sent, for a form that is valid."""
        data = self.cleaned_data
        return More(data["until"], data["reason"], data["seen"])


class AskForm(MoreForm):
    """What a region asks for."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- as MoreForm
        super().__init__(*args, **more)
        self.fields["reason"].help_text = gettext(
            "Apa yang menghalangi, sejak kapan, dan apa yang tersisa. Paling sedikit %(least)d huruf. Dibaca sekretariat, tidak terbit."
        ) % {"least": SHORTEST_REASON}


class GiveForm(MoreForm):
    """More time that the secretariat gives; its reason is for everybody."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- as MoreForm
        super().__init__(*args, **more)
        self.fields["reason"].label = gettext("Alasan, untuk umum")
        self.fields["reason"].help_text = gettext(
            "Terbit seketika bersama tenggat yang baru. Jangan menyebut nama orang. Paling sedikit %(least)d huruf."
        ) % {"least": SHORTEST_REASON}


class DecideForm(MoreForm):
    """A request is granted, for all or less of the time, or refused."""

    verdict = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            (GRANT, _("Kabulkan, sampai waktu di bawah")),
            (REFUSE, _("Tidak dikabulkan: tenggat tetap")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keputusan.")},
    )
    field_order = ("verdict", "until", "reason", "seen")

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- as MoreForm
        super().__init__(*args, **more)
        self.fields["until"].required = not self.is_refused
        self.fields["until"].help_text = gettext(
            "Boleh lebih singkat daripada yang diminta, tidak lebih lama."
        )
        self.fields["reason"].help_text = gettext(
            "Bila dikabulkan, alasan ini terbit untuk umum bersama tenggat yang baru: jangan menyebut nama orang. Bila tidak, hanya dibaca daerah. Paling sedikit %(least)d huruf."
        ) % {"least": SHORTEST_REASON}

    @property
    def is_refused(self) -> bool:
        """Whether the deadline stays as it is."""
        return self.is_bound and self.data.get("verdict") == REFUSE

    def clean_until(self) -> datetime | None:  # type: ignore[override]
        """A refusal needs no moment."""
        return super().clean_until() if self.cleaned_data["until"] else None


def seen_as(deadline: Deadline | None) -> str:
    """The deadline that a page shows, as its form sends it back."""
    return deadline.closes_at.isoformat() if deadline else ""


def _on_clock(initial: dict[str, object], zone: str) -> dict[str, object]:
    """The same values with moments as the browser's own field writes them."""
    until = initial.get("until")
    if not isinstance(until, datetime):
        return initial
    return initial | {"until": until.astimezone(ZoneInfo(zone)).strftime(MOMENT)}
