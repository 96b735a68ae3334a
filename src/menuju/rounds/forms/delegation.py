"""Parse to which agency an item is handed."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.regions.models import Agency


class DelegationForm(forms.Form):
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        empty_label=_("Pilih perangkat daerah"),
        error_messages={"required": _("Pilih perangkat daerah")},
    )
    note = forms.CharField(
        label=_("Pesan"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, agencies: QuerySet[Agency], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("Pesan"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
