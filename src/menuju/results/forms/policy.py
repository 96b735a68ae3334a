"""What a person tries in the simulator: weights, places, minima, ties."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.tree import Node
from menuju.results.models import SelectionRules
from menuju.results.queries.policy import Changes
from menuju.results.queries.rules import written_problems
from menuju.results.queries.selection import Terms

MINIMA, MOST = 4, 514
HUNDRED = 100


class PolicyForm(forms.Form):
    """A GET form, so that a scenario has an address. ``bobot-CODE`` holds per cent."""

    tempat = forms.IntegerField(label=_("Jumlah tempat"), min_value=1, max_value=MOST)
    nilai_sama = forms.ChoiceField(
        label=_("Nilai sama di garis kuota"), choices=SelectionRules.Ties
    )

    def __init__(
        self, start: Terms, elements: list[tuple[Node, float]], data: QueryDict
    ) -> None:
        initial = {"tempat": start.places, "nilai_sama": start.ties}
        super().__init__(data or None, initial=initial)
        self.start, self.elements = start, elements
        for node, share in elements:
            self.fields[f"bobot-{node.code}"] = forms.FloatField(
                label=str(node.title),
                min_value=0,
                max_value=HUNDRED,
                required=False,
                initial=f"{round(share, 2):g}",  # 20, not 20.0
            )

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """One field per element."""
        return [self[f"bobot-{node.code}"] for node, _share in self.elements]

    @property
    def minimum_rows(self) -> list[dict[str, Any]]:
        """Minima as typed, or as the rules have them."""
        if self.is_bound:
            return [
                {
                    "n": n,
                    "group": str(self.data.get(f"group-{n}", ""))[:60],
                    "least": str(self.data.get(f"least-{n}", ""))[:4],
                }
                for n in range(1, MINIMA + 1)
            ]
        held = [
            {"group": f"{each['group']}:{each['key']}", "least": each["places"]}
            for each in self.start.minima[:MINIMA]
        ]
        filled = [*held, *[{"group": "", "least": ""}] * (MINIMA - len(held))]
        return [{"n": n, **row} for n, row in enumerate(filled, 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.elements and not any(self._weights(cleaned).values()):
            self.add_error(None, gettext("Sedikitnya satu bobot lebih dari 0."))
        rows = [row for row in self.minimum_rows if row["group"] or row["least"]]
        for row in rows:
            least = row["least"]
            is_number = least.isascii() and least.isdigit() and int(least) > 0
            if not row["group"] or not is_number:
                self.add_error(
                    None,
                    gettext("Minimum %(n)s: pilih kelompok dan tulis bilangan mulai 1.")
                    % {"n": row["n"]},
                )
        if not self.errors:
            for problem in written_problems(self._terms(cleaned)):
                self.add_error(None, f"{problem.place}: {problem.text}")
        return cleaned

    @property
    def changes(self) -> Changes:
        """What the scenario changes, once it is valid."""
        weights = self._weights(self.cleaned_data)
        return Changes(weights, self._terms(self.cleaned_data))

    def _weights(self, cleaned: dict[str, Any]) -> dict[str, float]:
        """Per cent by element; what was left out stays as it is."""
        weights = {}
        for node, share in self.elements:
            typed = cleaned.get(f"bobot-{node.code}")
            weights[node.code] = share if typed is None else float(typed)
        return weights

    def _terms(self, cleaned: dict[str, Any]) -> Terms:
        minima = []
        for row in self.minimum_rows:
            if row["group"]:
                group, _colon, key = row["group"].partition(":")
                minima.append({"group": group, "key": key, "places": int(row["least"])})
        return replace(
            self.start,
            places=cleaned["tempat"],
            ties=cleaned["nilai_sama"],
            minima=tuple(minima),
        )
