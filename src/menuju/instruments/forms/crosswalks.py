"""Parse what a person says became of each leaf."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from menuju.instruments.actions import Judgement

KINDS = [
    ("equal", _("sama")),
    ("reworded", _("redaksi berubah")),
    ("narrower", _("lebih sempit")),
    ("broader", _("lebih luas")),
]


class JudgementForm(forms.Form):
    """One matched leaf."""

    kind = forms.ChoiceField(label=_("Perubahan"), choices=KINDS)
    comparable = forms.TypedChoiceField(
        label=_("Sebanding"),
        choices=[("ya", _("ya")), ("tidak", _("tidak"))],
        coerce=lambda value: value == "ya",
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)

    def judgement(self) -> Judgement:
        """What was said."""
        return Judgement(**self.cleaned_data)


def judgement_forms(
    entries: list[dict[str, Any]],
    data: Any = None,  # noqa: ANN401 -- a QueryDict
) -> dict[str, JudgementForm]:
    """A form for each leaf that has a counterpart, by newer code."""
    return {
        entry["to"]: JudgementForm(
            data,
            prefix=entry["to"],
            initial={**entry, "comparable": "ya" if entry["comparable"] else "tidak"},
        )
        for entry in entries
        if entry["from"] and entry["to"]
    }
