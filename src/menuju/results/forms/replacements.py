"""What a person proposes when a selected region withdraws."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.results.models import DecisionLine


class ReplacementForm(forms.Form):
    """``region`` is one of those that have a place now."""

    region = forms.ChoiceField(label=_("Daerah yang mundur"))
    reason = forms.CharField(
        label=_("Alasan dan surat pengunduran diri"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.CharField(
        label=_("Nomor surat keputusan"), required=False, max_length=80
    )

    def __init__(
        self, lines: Sequence[DecisionLine], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        regions = [line.result.participation.region for line in lines]
        self.fields["region"] = forms.ChoiceField(
            label=_("Daerah yang mundur"),
            choices=[("", "–"), *((region.pk, region.name) for region in regions)],
        )
