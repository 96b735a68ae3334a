"""What a person proposes about a release: regions, reasons, and who signs."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.results.queries.decisions import Choice, Place, Signature

SIGNATURES = 6
LONGEST_TITLE = 160
LONGEST_REASON = 2_000


class DecisionForm(forms.Form):
    """Fields per region: ``selected`` holds its code, ``reason-CODE`` its reason."""

    number = forms.CharField(
        label=_("Nomor surat keputusan"), required=False, max_length=80
    )
    reason = forms.CharField(
        label=_("Alasan bila jumlah terpilih tidak sama dengan kuota"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unknown = [row["person"] for row in self.signature_rows if row["unknown"]]
        if unknown:
            self.add_error(
                None,
                _("Penanda tangan tidak dikenal. Pilih dari daftar pejabat."),
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
        return Choice(
            selected=frozenset(self.given.getlist("selected")),
            reasons={
                place.code: self.given.get(f"reason-{place.code}", "").strip()
                for place in self.places
            },
            signatures=[
                self._signature(row)
                for row in self.signature_rows
                if row["person"] in self.people
            ],
            reason=self.given.get("reason", "").strip(),
            number=self.given.get("number", "").strip(),
        )

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
