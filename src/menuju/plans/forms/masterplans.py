"""Parse how a masterplan begins, and what it is written against."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import DevelopmentPlan, Framework, Guide
from menuju.regions.models import Region

FIRST, LAST = 2000, 2100


class PlanChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A development plan with its years, version and state in words."""

    def label_from_instance(self, obj: DevelopmentPlan) -> str:
        return gettext("%(plan)s, versi %(number)s (%(state)s)") % {
            "plan": obj,
            "number": obj.number,
            "state": obj.get_state_display().lower(),
        }


class TitledChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A framework or guide by its title and edition."""

    def label_from_instance(self, obj: Framework | Guide) -> str:
        return gettext("%(title)s, edisi %(edition)s") % {
            "title": obj.title,
            "edition": obj.edition,
        }


class PlanForm(forms.Form):
    """Against which development plan of the region a version is written."""

    development_plan = PlanChoice(
        DevelopmentPlan.objects.none(),
        label=_("Rencana pembangunan yang menjadi acuan"),
        help_text=_("Tujuan dan sasarannya dipakai untuk memeriksa keselarasan."),
        required=False,
        empty_label=_("Belum ada"),
    )

    def __init__(
        self,
        plans: QuerySet[DevelopmentPlan],
        data: QueryDict | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["development_plan"].queryset = plans  # type: ignore[attr-defined]


class FollowForm(PlanForm):
    """Another plan to write against, chosen upon ``seen`` (``mark_of_followed``)."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class BeginForm(PlanForm):
    """The frame of a masterplan, which stays as it is."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    first_year = forms.IntegerField(
        label=_("Tahun awal"), min_value=FIRST, max_value=LAST
    )
    last_year = forms.IntegerField(
        label=_("Tahun akhir"),
        min_value=FIRST,
        max_value=LAST,
        help_text=_("Masterplan biasanya berlaku 5 sampai 10 tahun."),
    )
    framework = TitledChoice(
        Framework.objects.all(), label=_("Kerangka dimensi"), empty_label=None
    )
    guide = TitledChoice(
        Guide.objects.all(),
        label=_("Panduan"),
        help_text=_("Menentukan jangka, buku, bab, bimtek, dan aturan kelengkapan."),
        empty_label=None,
    )
    field_order = (
        "title",
        "first_year",
        "last_year",
        "development_plan",
        "framework",
        "guide",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            text = gettext("Tahun akhir harus sama dengan atau setelah tahun awal.")
            self.add_error("last_year", text)
        return data


class RegionForm(forms.Form):
    """In which of their regions somebody begins a plan."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Kabupaten/kota"))

    def __init__(
        self, regions: QuerySet[Region], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
