"""What somebody asks of the list of regions."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.portal.access import published_rounds
from menuju.portal.queries.regions import Wanted, provinces
from menuju.regions.models import IslandGroup
from menuju.rounds.models import Participation

ANY = [("", _("Semua"))]


class RegionFilter(forms.Form):
    """Every field is optional; what cannot be read asks nothing."""

    q = forms.CharField(label=_("Nama atau kode daerah"), required=False, max_length=80)
    provinsi = forms.ChoiceField(label=_("Provinsi"), required=False)
    pulau = forms.ChoiceField(
        label=_("Kelompok pulau"), required=False, choices=[*ANY, *IslandGroup.choices]
    )
    tahap = forms.ChoiceField(label=_("Tahap"), required=False)
    hasil = forms.ChoiceField(
        label=_("Hasil asesmen"),
        required=False,
        choices=[*ANY, *Participation.Outcome.choices],
    )
    halaman = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["provinsi"].choices = [  # type: ignore[attr-defined]
            *ANY,
            *((each.code, each.name) for each in provinces()),
        ]
        self.fields["tahap"].choices = [  # type: ignore[attr-defined]
            *ANY,
            *((each.code, str(each.year)) for each in published_rounds()),
        ]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q", ""),
            province=given.get("provinsi", ""),
            island_group=given.get("pulau", ""),
            round=given.get("tahap", ""),
            outcome=given.get("hasil", ""),
            page=given.get("halaman") or 1,
        )
