"""What a person proposes about a release: regions, reasons, and who signs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.results.queries.decisions import Choice, Place, Signature

SIGNATURES = 6
LONGEST_TITLE = 160
LONGEST_REASON = 2_000


OTHERS = 5
MOMENT = "%Y-%m-%dT%H:%M"


class DecisionForm(forms.Form):
    """Fields per region: ``selected`` holds its code, ``reason-CODE`` its reason.

    A page that shows only some regions names them in ``shown``: the others stay where the
    rules put them, unless ``other-1 … to-1 … why-1 …`` moves one. ``zone`` is the clock in
    which the opening is written.
    """

    zone = "Asia/Jakarta"

    number = forms.CharField(
        label=_("Nomor surat keputusan"), required=False, max_length=80
    )
    reason = forms.CharField(
        label=_("Alasan bila jumlah terpilih tidak sama dengan kuota"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    opens_at = forms.CharField(
        label=_("Hasil dibuka pada"),
        required=False,
        max_length=20,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_(
            "Sampai saat itu hasil tersegel: yang tampak hanya sidik jarinya. Terbuka sendiri, untuk semua sekaligus. Kosongkan bila dibuka saat diterbitkan."
        ),
    )

    def __init__(
        self,
        places: Sequence[Place],
        people: Sequence[Person],
        data: QueryDict,
        start: Choice,
    ) -> None:
        initial = {"number": start.number, "reason": start.reason}
        super().__init__(data or None, initial=initial)
        self.start = start
        self.places = places
        self.people = {str(person.pk): person for person in people}
        self.given = data

    def in_zone(self, zone: str) -> Self:
        """The same form with times on this clock."""
        self.zone = zone
        if opens := self.start.opens_at:
            self.initial["opens_at"] = opens.astimezone(self._clock).strftime(MOMENT)
        return self

    def clean_opens_at(self) -> str:
        typed: str = self.cleaned_data["opens_at"]
        if typed and self._moment(typed) is None:
            raise forms.ValidationError(
                _("“%(typed)s” bukan waktu. Tulis misalnya 2019-03-15T10:00."),
                params={"typed": typed},
            )
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unknown = [row["person"] for row in self.signature_rows if row["unknown"]]
        if unknown:
            self.add_error(
                None,
                _("Penanda tangan tidak dikenal. Pilih dari daftar pejabat."),
            )
        for row in self.other_rows:
            if row["lost"]:
                self.add_error(
                    None,
                    _("“%(typed)s” bukan daerah dalam rilis ini. Pilih dari daftar.")
                    % {"typed": row["other"][:60]},
                )
        for text, limit in self._typed():
            try:
                forms.CharField(required=False, max_length=limit).clean(text)
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned

    def _typed(self) -> Iterator[tuple[str, int]]:
        """Each text outside the declared fields, with the length that can be kept."""
        for row in self.signature_rows:
            yield row["office"], LONGEST_TITLE
            yield row["institution"], LONGEST_TITLE
        for place in self.places:
            yield self.given.get(f"reason-{place.code}", ""), LONGEST_REASON
        for row in self.other_rows:
            yield row["why"], LONGEST_REASON

    @property
    def signature_rows(self) -> list[dict[str, Any]]:
        """The rows of signatories as they were typed; before that, the usual ones."""
        if not self.is_bound:
            return self._usual_rows()
        rows = []
        for n in range(1, SIGNATURES + 1):
            typed = {
                name: self.given.get(f"{name}-{n}", "").strip()
                for name in ("person", "office", "institution")
            }
            lost = bool(typed["person"]) and typed["person"] not in self.people
            rows.append({"n": n, "unknown": lost, **typed})
        return rows

    @property
    def choice(self) -> Choice:
        """What was typed; signatories who are not in the list are left out."""
        moved = [row for row in self.other_rows if row["code"]]
        reasons = {
            place.code: self.given.get(f"reason-{place.code}", "").strip()
            for place in self.places
        }
        return Choice(
            selected=self._selected(moved),
            reasons=reasons | {row["code"]: row["why"] for row in moved},
            opens_at=self._moment(self.given.get("opens_at", "").strip()),
            signatures=[
                self._signature(row)
                for row in self.signature_rows
                if row["person"] in self.people
            ],
            reason=self.given.get("reason", "").strip(),
            number=self.given.get("number", "").strip(),
        )

    @property
    def other_rows(self) -> list[dict[str, Any]]:
        """The rows that move a region which the page does not show, as they were typed."""
        names = {
            place.result.participation.region.name.casefold(): place.code
            for place in self.places
        }
        rows = []
        for n in range(1, OTHERS + 1):
            typed = {
                name: self.given.get(f"{name}-{n}", "").strip()
                for name in ("other", "to", "why")
            }
            code = names.get(typed["other"].casefold(), "")
            rows.append(
                {"n": n, "code": code, "lost": bool(typed["other"]) > bool(code)}
                | typed
            )
        return rows

    def _selected(self, moved: Sequence[dict[str, Any]]) -> frozenset[str]:
        chosen = set(self.given.getlist("selected"))
        if shown := set(self.given.getlist("shown")):
            chosen |= {
                place.code
                for place in self.places
                if place.within and place.code not in shown
            }
        chosen |= {row["code"] for row in moved if row["to"] == "in"}
        return frozenset(chosen - {row["code"] for row in moved if row["to"] == "out"})

    @property
    def _clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def _moment(self, typed: str) -> datetime | None:
        try:
            naive = datetime.fromisoformat(typed)
        except ValueError:
            return None
        return naive if naive.tzinfo else naive.replace(tzinfo=self._clock)

    def _usual_rows(self) -> list[dict[str, Any]]:
        signed = list(self.start.signatures)[:SIGNATURES]
        filled = [
            {
                "person": str(each.person.pk),
                "office": each.office,
                "institution": each.institution,
            }
            for each in signed
        ]
        blank = {"person": "", "office": "", "institution": ""}
        rows = [*filled, *[blank] * (SIGNATURES - len(filled))]
        return [{"n": n, "unknown": False, **row} for n, row in enumerate(rows, 1)]

    def _signature(self, row: dict[str, Any]) -> Signature:
        person = self.people[row["person"]]
        own = str(person.institution or "")
        return Signature(person, row["office"], row["institution"] or own)
