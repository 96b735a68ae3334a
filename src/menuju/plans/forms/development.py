"""Parse what a planner writes on a development plan."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import OfficeHolding
from menuju.plans.forms.days import DayField
from menuju.plans.models import (
    DevelopmentPlan,
    Direction,
    Goal,
    GoalIndicator,
    Mission,
)
from menuju.plans.queries.development import Part, goals_below, heads_of, mark_of
from menuju.plans.queries.figures import text_of, typed_decimal, typed_text
from menuju.regions.models import Region

FIRST, LAST = 1990, 2100
LONGEST = 4_000
LONGEST_PERIOD = 25
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


class FigureField(forms.CharField):
    """A number with the marks of the reader's language; None where nothing is written."""

    def __init__(
        self,
        *,
        required: bool = False,
        **more: Any,  # noqa: ANN401 -- as Django's field
    ) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        super().__init__(widget=widget, max_length=30, required=required, **more)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- as Django's field
        text = super().clean(value)
        if not text:
            return None
        number = typed_decimal(text)
        if number is None:
            message = gettext("“%(value)s” bukan angka. Tulis misalnya 80,5.")
            raise forms.ValidationError(message % {"value": text})
        return number


class HoldingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Who held the office, and when."""

    def label_from_instance(self, obj: OfficeHolding) -> str:
        years = [str(day.year) if day else "…" for day in (obj.held_from, obj.held_to)]
        return f"{obj.person.name}, {obj.office.title} ({'–'.join(years)})"


class HeadForm(forms.Form):
    """The top of a plan. ``seen`` is the mark of the content it was written upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis"), choices=DevelopmentPlan.Kind)
    title = forms.CharField(label=_("Judul"), max_length=200)
    first_year = forms.IntegerField(
        label=_("Tahun awal"), min_value=FIRST, max_value=LAST
    )
    last_year = forms.IntegerField(
        label=_("Tahun akhir"), min_value=FIRST, max_value=LAST
    )
    legal_act = forms.CharField(
        label=_("Dasar hukum"),
        help_text=_("Misalnya Perda Kota Balikpapan Nomor 1 Tahun 2016."),
        max_length=200,
        required=False,
    )
    legal_date = DayField(label=_("Tanggal penetapan"), required=False)
    holding = HoldingChoice(
        OfficeHolding.objects.none(),
        label=_("Kepala daerah"),
        help_text=_("Masa jabatan yang visi dan misinya dimuat rencana ini."),
        required=False,
        empty_label=_("Belum dipilih"),
    )
    vision = forms.CharField(
        label=_("Visi"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        region: Region,
        plan: DevelopmentPlan | None,
        data: QueryDict | None = None,
    ) -> None:
        initial = {
            name: getattr(plan, name)
            for name in self.base_fields
            if plan and name != "seen"
        }
        if plan:
            initial["seen"] = mark_of(plan)
        super().__init__(data, initial=initial)
        self.fields["holding"].queryset = heads_of(region)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            text = gettext("Tahun akhir harus sama dengan atau setelah tahun awal.")
            self.add_error("last_year", text)
        elif first and last and last - first >= LONGEST_PERIOD:
            text = gettext("Rencana berlaku paling lama %s tahun. Periksa tahunnya.")
            self.add_error("last_year", text % LONGEST_PERIOD)
        return data

    def head(self) -> dict[str, Any]:
        """The values of the plan, for a form that is valid."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen"}


class PartForm(forms.Form):
    """A part of a plan, and the mark of what it was written upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, plan: DevelopmentPlan, part: Part, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial=self.written(part))
        self.plan = plan

    def written(self, part: Part) -> dict[str, object]:
        """What is stored, as the fields show it."""
        names = [name for name in self.base_fields if name != "seen"]
        found = {name: getattr(part, name, None) for name in names}
        return found | {"seen": mark_of(part) if part.pk else ""}

    def values(self) -> dict[str, object]:
        """The values of the part, for a form that is valid."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen"}


class MissionForm(PartForm):
    number = forms.IntegerField(label=_("Nomor"), min_value=1, max_value=99)
    text = forms.CharField(
        label=_("Misi"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan misinya.")},
    )


class GoalForm(PartForm):
    code = forms.RegexField(
        CODE,
        label=_("Kode"),
        max_length=20,
        help_text=_("Misalnya T2 untuk tujuan dan T2.S1 untuk sasaran di bawahnya."),
        error_messages={
            "invalid": _(
                "Pakai huruf, angka, titik, atau tanda hubung, misalnya T2.S1."
            )
        },
    )
    text = forms.CharField(
        label=_("Tujuan atau sasaran"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan tujuan atau sasarannya.")},
    )
    mission = forms.ModelChoiceField(
        Mission.objects.none(),
        label=_("Misi"),
        required=False,
        empty_label=_("Tanpa misi"),
    )
    parent = forms.ModelChoiceField(
        Goal.objects.none(),
        label=_("Induk"),
        help_text=_("Kosongkan untuk tujuan; pilih tujuannya untuk sasaran."),
        required=False,
        empty_label=_("Tanpa induk"),
    )
    first_year = forms.IntegerField(label=_("Tahun awal"), required=False)
    last_year = forms.IntegerField(
        label=_("Tahun akhir"),
        help_text=_("Kosongkan bila berlaku sepanjang rencana."),
        required=False,
    )
    order = forms.IntegerField(
        label=_("Nomor urut"), min_value=0, max_value=9_999, initial=0, required=False
    )

    def __init__(
        self, plan: DevelopmentPlan, part: Goal, data: QueryDict | None = None
    ) -> None:
        super().__init__(plan, part, data)
        below = [goal.pk for goal in goals_below(part)] if part.pk else []
        others = plan.goals.exclude(pk__in=[part.pk, *below])
        self.fields["mission"].queryset = plan.missions.all()  # type: ignore[attr-defined]
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]

    def clean_order(self) -> int:
        return int(self.cleaned_data["order"] or 0)


class IndicatorForm(PartForm):
    """Targets are fields of their own, one for each year of the plan: ``target-2017``."""

    name = forms.CharField(label=_("Indikator"), max_length=200)
    unit = forms.CharField(
        label=_("Satuan"), max_length=40, help_text=_("Misalnya persen atau poin.")
    )
    direction = forms.ChoiceField(label=_("Arah"), choices=Direction)
    baseline = FigureField(label=_("Nilai awal"))
    baseline_year = forms.IntegerField(
        label=_("Tahun nilai awal"), min_value=FIRST, max_value=LAST, required=False
    )

    def __init__(
        self, plan: DevelopmentPlan, part: GoalIndicator, data: QueryDict | None = None
    ) -> None:
        super().__init__(plan, part, data)
        for year in range(plan.first_year, plan.last_year + 1):
            label = gettext("Target %s") % year
            self.fields[f"target-{year}"] = FigureField(label=label)

    def written(self, part: Part) -> dict[str, object]:
        found = super().written(part)
        if isinstance(part, GoalIndicator):
            found["baseline"] = typed_text(part.baseline)
            for year, value in part.targets.items():
                found[f"target-{year}"] = typed_text(Decimal(value))
        return found

    @property
    def targets(self) -> list[forms.BoundField]:
        """The fields of the years."""
        return [self[name] for name in self.fields if name.startswith("target-")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("baseline") is None) != (data.get("baseline_year") is None):
            text = gettext("Isi nilai awal dan tahunnya, atau kosongkan keduanya.")
            self.add_error("baseline_year", text)
        return data

    def values(self) -> dict[str, object]:
        """Targets of years where nothing is written are unknown and left out."""
        found = super().values()
        years = [name for name in found if name.startswith("target-")]
        written = [(name[7:], found.pop(name)) for name in years]
        found["targets"] = {
            year: text_of(value)
            for year, value in written
            if isinstance(value, Decimal)
        }
        return found


FORMS: dict[str, type[PartForm]] = {
    "misi": MissionForm,
    "tujuan": GoalForm,
    "indikator": IndicatorForm,
}
"""By the word in the address."""


class InForceForm(forms.Form):
    """That somebody looked at a plan at this version and says that it is in force."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("Saya sudah memeriksa isinya dan dasar hukumnya."),
        error_messages={"required": _("Centang bila isinya sudah Anda periksa.")},
    )
