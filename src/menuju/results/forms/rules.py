"""What a person wrote as rules of a selection: places, minima, gates, ties."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.results.models import SelectionRules
from menuju.results.queries.selection import Terms

MINIMA, GATES = 8, 4
MOST = 514


class RulesForm(forms.Form):
    """Fields ``group-1 … least-1 …`` hold minima, ``rule-1 … why-id-1 …`` gates."""

    places = forms.IntegerField(label=_("Jumlah tempat"), min_value=1, max_value=MOST)
    reserves = forms.IntegerField(
        label=_("Jumlah cadangan"),
        min_value=0,
        max_value=MOST,
        initial=0,
        help_text=_("Yang pertama naik bila ada daerah terpilih yang mundur."),
    )
    series_places = forms.IntegerField(
        label=_("Jumlah tempat seluruh seri"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("Misalnya 100 untuk tiga tahap bersama. Kosongkan bila tidak ada."),
    )
    ties = forms.ChoiceField(
        label=_("Nilai sama di garis kuota"), choices=SelectionRules.Ties
    )
    note = forms.CharField(
        label=_("Catatan tentang versi ini"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, start: Terms, data: QueryDict | None = None) -> None:
        initial = {
            "places": start.places,
            "reserves": start.reserves,
            "series_places": start.series_places,
            "ties": start.ties,
        }
        super().__init__(data, initial=initial)
        self.start = start

    @property
    def minimum_rows(self) -> list[dict[str, Any]]:
        """The rows of minima, as typed or as they stand."""
        if self.is_bound:
            return [
                {
                    "n": n,
                    "group": self._text("group", n),
                    "least": self._text("least", n),
                }
                for n in range(1, MINIMA + 1)
            ]
        held = [
            {"group": f"{each['group']}:{each['key']}", "least": each["places"]}
            for each in self.start.minima
        ]
        blank = {"group": "", "least": ""}
        filled = [*held, *[blank] * (MINIMA - len(held))]
        return [{"n": n, **row} for n, row in enumerate(filled, 1)]

    @property
    def gate_rows(self) -> list[dict[str, Any]]:
        """The rows of gates, as typed or as they stand."""
        names = ("rule", "why_id", "why_en")
        if self.is_bound:
            return [
                {"n": n, **{name: self._text(name, n) for name in names}}
                for n in range(1, GATES + 1)
            ]
        held = [
            {
                "rule": each["rule"],
                "why_id": each["reason"].get("id", ""),
                "why_en": each["reason"].get("en", ""),
            }
            for each in self.start.gates
        ]
        filled = [*held, *[dict.fromkeys(names, "")] * (GATES - len(held))]
        return [{"n": n, **row} for n, row in enumerate(filled, 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for text in self._faults():
            self.add_error(None, text)
        return cleaned

    @property
    def terms(self) -> Terms:
        """What was written, once it is valid."""
        data = self.cleaned_data
        return Terms(
            places=data["places"],
            reserves=data["reserves"],
            series_places=data["series_places"],
            minima=tuple(self._minima()),
            gates=tuple(self._gates()),
            ties=data["ties"],
        )

    def _faults(self) -> Iterator[str]:
        for row in self.minimum_rows:
            least = row["least"]
            if bool(row["group"]) != bool(least):
                yield gettext(
                    "Minimum %(n)s: pilih kelompok dan tulis jumlahnya, atau kosongkan keduanya."
                ) % {"n": row["n"]}
            elif least and not (least.isascii() and least.isdigit() and int(least)):
                yield gettext(
                    "Minimum %(n)s: “%(typed)s” bukan bilangan bulat mulai 1."
                ) % {"n": row["n"], "typed": least[:20]}
        for row in self.gate_rows:
            if row["why_id"] and not row["rule"]:
                yield gettext(
                    "Syarat %(n)s: ada alasan tanpa aturan. Tulis aturannya atau hapus alasannya."
                ) % {"n": row["n"]}
            if "\0" in "".join(map(str, row.values())):
                yield gettext(
                    "Syarat %(n)s: hapus tanda yang tidak dapat disimpan."
                ) % {"n": row["n"]}

    def _minima(self) -> Iterator[dict[str, Any]]:
        for row in self.minimum_rows:
            if row["group"]:
                group, _colon, key = row["group"].partition(":")
                yield {"group": group, "key": key, "places": int(row["least"])}

    def _gates(self) -> Iterator[dict[str, Any]]:
        for row in self.gate_rows:
            if row["rule"]:
                reason = {"id": row["why_id"], "en": row["why_en"]}
                yield {"rule": row["rule"], "reason": reason}

    def _text(self, name: str, n: int) -> str:
        return str(self.data.get(f"{name}-{n}", "")).strip()[:500]
