"""What a person proposes when a selected region withdraws."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.results.models import DecisionLine


class ReplacementForm(forms.Form):
    """``region`` is one of those that have a place now.

    Where several reserves share the next number, also which of them follows, and why.
    """

    region = forms.ChoiceField(label=_("Daerah yang mundur"))
    reason = forms.CharField(
        label=_("Alasan dan surat pengunduran diri"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.CharField(
        label=_("Nomor surat keputusan"), required=False, max_length=80
    )

    follows = forms.ChoiceField(
        label=_("Cadangan yang naik"),
        help_text=_(
            "Nilai mereka sama, jadi nomor cadangannya sama. Orang yang memilih, dengan alasan."
        ),
    )
    choice = forms.CharField(
        label=_("Alasan memilih cadangan itu"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        lines: Sequence[DecisionLine],
        reserves: Sequence[DecisionLine],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        self._offer("region", lines)
        if len(reserves) > 1:
            self._offer("follows", reserves)
        else:
            del self.fields["follows"], self.fields["choice"]

    def _offer(self, name: str, lines: Sequence[DecisionLine]) -> None:
        regions = [line.result.participation.region for line in lines]
        field = self.fields[name]
        field.choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((region.pk, region.name) for region in regions),
        ]
