"""Parse which programmes somebody wants to see. What is unknown asks for nothing."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.horizons import Band
from menuju.plans.queries.programme_lists import COMPLETE, LACKING, Wanted
from menuju.regions.models import Agency


class FilterForm(forms.Form):
    """The words of the address: ``cari``, ``dimensi``, ``jangka``, ``opd``, ``quick``, ``isian``."""

    cari = forms.CharField(
        label=gettext_lazy("Cari"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dimensi = forms.ChoiceField(label=gettext_lazy("Dimensi"), required=False)
    jangka = forms.ChoiceField(label=gettext_lazy("Jangka"), required=False)
    opd = forms.ChoiceField(label=gettext_lazy("Perangkat daerah"), required=False)
    isian = forms.ChoiceField(label=gettext_lazy("Kelengkapan"), required=False)
    quick = forms.BooleanField(label=gettext_lazy("Hanya quick win"), required=False)

    def __init__(
        self,
        data: QueryDict,
        framework: FrameworkDocument,
        bands: Sequence[Band],
        agencies: Sequence[Agency],
    ) -> None:
        super().__init__(data, auto_id="saring-%s")
        every = [("", _("Semua"))]
        choices = {
            "dimensi": [(one.code, str(one.title)) for one in framework.dimensions],
            "jangka": [(one.code, one.title) for one in bands],
            "opd": [(str(one.pk), one.short_name) for one in agencies],
            "isian": [(COMPLETE, _("Lengkap")), (LACKING, _("Belum lengkap"))],
        }
        for name, found in choices.items():
            self.fields[name].choices = [*every, *found]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; a word of the address that is not known is left out."""
        self.is_valid()
        found = self.cleaned_data
        agency = found.get("opd") or ""
        return Wanted(
            words=found.get("cari") or "",
            dimension=found.get("dimensi") or "",
            horizon=found.get("jangka") or "",
            agency=int(agency) if agency else None,
            quick_win=bool(found.get("quick")),
            state=found.get("isian") or "",
        )
