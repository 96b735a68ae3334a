"""Parse what a planner writes on a programme, its indicators and its budgets."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.plans.actions.programmes import BudgetValues
from menuju.plans.forms.days import DayField
from menuju.plans.forms.development import FigureField
from menuju.plans.models import (
    Direction,
    MasterplanVersion,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.figures import typed_decimal, typed_text
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programme_checks import LONGEST, OLDEST, wrong_amount
from menuju.plans.queries.programmes import budgets_mark, indicator_mark, mark_of
from menuju.regions.models import Agency

NEWEST = 2100
DIGITS = 18
"""As many has every number of a row at most."""
Choices = list[tuple[str, str] | tuple[str, list[tuple[str, str]]]]


class AgencyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An agency by its full name: short ones differ from region to region."""

    def label_from_instance(self, obj: Agency) -> str:
        return obj.name


class AgenciesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several agencies by their full names."""

    def label_from_instance(self, obj: Agency) -> str:
        return obj.name

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- a list of texts or instances
        """Refuse what is no number of a row: a database stops at 64 bits."""
        for one in map(str, value or ()):
            if not (one.isascii() and one.isdecimal() and len(one) <= DIGITS):
                text, shown = self.error_messages["invalid_choice"], one[:40]
                raise forms.ValidationError(text, "invalid_choice", {"value": shown})
        return super().clean(value)


class SeenForm(forms.Form):
    """A form that says upon which stored content it was written."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What was typed, for a form that is valid."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen"}


class ProgrammeForm(SeenForm):
    """A programme, new or stored."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        help_text=_("Misalnya P-12. Dipakai sekali dalam versi ini."),
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Tuliskan kode programnya.")},
    )
    title = forms.CharField(
        label=_("Nama program"),
        max_length=200,
        error_messages={"required": _("Tuliskan nama programnya.")},
    )
    part = forms.ChoiceField(
        label=_("Subdimensi"),
        error_messages={"required": _("Pilih subdimensinya.")},
    )
    horizon = forms.ChoiceField(
        label=_("Jangka"),
        help_text=_("Jangka saat program selesai. Mulainya boleh lebih awal."),
        error_messages={"required": _("Pilih jangkanya.")},
    )
    starts_on = DayField(label=_("Mulai"), required=False)
    ends_on = DayField(label=_("Selesai"), required=False)
    quick_win = forms.BooleanField(
        label=_("Quick win: dirasakan warga dalam waktu singkat"), required=False
    )
    service = forms.CharField(
        label=_("Layanan publik yang diperbaiki"),
        max_length=200,
        help_text=_("Satu layanan yang dikenal warga, misalnya izin usaha mikro."),
        required=False,
    )
    service_before = forms.CharField(
        label=_("Sebelum program"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    service_after = forms.CharField(
        label=_("Sesudah program"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agency = AgencyChoice(
        Agency.objects.none(),
        label=_("Perangkat daerah penanggung jawab"),
        required=False,
        empty_label=_("Belum dipilih"),
    )
    in_charge = forms.CharField(
        label=_("Jabatan penanggung jawab"),
        max_length=160,
        help_text=_("Jabatan, bukan nama orang: orangnya dapat berganti."),
        required=False,
    )
    partners = AgenciesChoice(
        Agency.objects.none(),
        label=_("Mitra"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nomenclature = forms.CharField(
        label=_("Kode nomenklatur anggaran"),
        max_length=30,
        help_text=_("Program, kegiatan, atau subkegiatan, misalnya 2.16.03.2.02.09."),
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    def __init__(
        self,
        version: MasterplanVersion,
        programme: PlannedProgramme | None = None,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, initial=_written(programme) if programme else {})
        masterplan = version.masterplan
        fields: Any = self.fields
        none = ("", gettext("Belum dipilih"))
        fields["part"].choices = [none, *parts_of(framework_of(masterplan))]
        fields["horizon"].choices = [
            none,
            *((one.code, f"{one.title} ({one.years})") for one in bands_of(masterplan)),
        ]
        agencies = Agency.objects.filter(region=masterplan.region_id)
        used = Q(pk__in=_agencies_of(programme)) if programme else Q(pk__in=[])
        agencies = agencies.filter(Q(valid_to=None) | used).order_by("name")
        fields["agency"].queryset = fields["partners"].queryset = agencies


class IndicatorForm(SeenForm):
    """An indicator of a programme, new or stored."""

    level = forms.ChoiceField(
        label=_("Jenjang"),
        choices=ProgrammeIndicator.Level,
        help_text=_("Keluaran dibuat program; hasil dan dampak dirasakan warga."),
    )
    name = forms.CharField(
        label=_("Indikator"),
        max_length=200,
        error_messages={"required": _("Tuliskan indikatornya.")},
    )
    unit = forms.CharField(
        label=_("Satuan"),
        max_length=40,
        help_text=_("Misalnya persen atau hari."),
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Tuliskan satuannya.")},
    )
    direction = forms.ChoiceField(label=_("Arah"), choices=Direction)
    baseline = FigureField(label=_("Nilai awal"))
    baseline_year = forms.IntegerField(
        label=_("Tahun nilai awal"), min_value=OLDEST, max_value=NEWEST, required=False
    )
    target = FigureField(label=_("Target"))
    target_year = forms.IntegerField(
        label=_("Tahun target"), min_value=OLDEST, max_value=NEWEST, required=False
    )

    def __init__(
        self, row: ProgrammeIndicator | None = None, data: QueryDict | None = None
    ) -> None:
        initial: dict[str, object] = {}
        if row:
            initial = {
                name: getattr(row, name) for name in self.base_fields if name != "seen"
            }
            initial["baseline"] = typed_text(row.baseline)
            initial["target"] = typed_text(row.target)
            initial["seen"] = indicator_mark(row)
        super().__init__(data, initial=initial)


class RupiahField(forms.CharField):
    """Whole rupiah, with or without "Rp" and marks between thousands; None if empty."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 -- as Django's field
        super().__init__(max_length=30, required=False, **more)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- as Django's field
        text = super().clean(value)
        if not text:
            return None
        amount = typed_decimal(text.removeprefix("Rp").removeprefix("rp").strip("., "))
        if amount is None:
            message = gettext("“%(value)s” bukan angka. Tulis misalnya 1.500.000.")
            raise forms.ValidationError(message % {"value": text})
        if words := wrong_amount(amount):
            raise forms.ValidationError(words)
        return amount


class BudgetsForm(SeenForm):
    """The money of a programme: a field for each year and source, ``2019-apbd``."""

    def __init__(
        self, programme: PlannedProgramme, data: QueryDict | None = None
    ) -> None:
        held = {
            f"{one.year}-{one.origin}": one.amount for one in programme.budgets.all()
        }
        initial = {name: grouped(amount) for name, amount in held.items()}
        super().__init__(data, initial=initial | {"seen": budgets_mark(programme)})
        self.years = years_of(programme)
        for year in self.years:
            for origin in ProgrammeBudget.Origin:
                label = f"{origin.label} {year}"
                attrs = {"inputmode": "numeric", "aria-label": label}
                self.fields[f"{year}-{origin}"] = RupiahField(
                    label=label, widget=forms.TextInput(attrs=attrs)
                )

    @property
    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The fields of each year, in the order of the sources."""
        for year in self.years:
            yield year, [self[f"{year}-{origin}"] for origin in ProgrammeBudget.Origin]

    def budgets(self) -> list[BudgetValues]:
        """What was typed; a field left empty is no budget."""
        found: list[BudgetValues] = []
        for name, amount in self.values().items():
            year, _dash, origin = name.partition("-")
            if isinstance(amount, Decimal):
                found.append({"year": int(year), "origin": origin, "amount": amount})
        return found


def grouped(amount: Decimal) -> str:
    """Rupiah as somebody would type them: 1.500.000, or 1,500,000 on an English page."""
    mark = "." if typed_text(Decimal("0.5")) == "0,5" else ","
    return f"{amount:,.0f}".replace(",", mark)


def years_of(programme: PlannedProgramme) -> list[int]:
    """The years of a programme, those of its plan if unknown, and those with money."""
    plan = programme.plan_version.masterplan
    first = programme.starts_on.year if programme.starts_on else plan.first_year
    last = programme.ends_on.year if programme.ends_on else plan.last_year
    paid = {one.year for one in programme.budgets.all()}
    return sorted({*range(first, last + 1), *paid})


def parts_of(framework: FrameworkDocument) -> Choices:
    """The parts of a framework in groups by dimension; the dimension itself comes last."""
    found: Choices = []
    for dimension in framework.dimensions:
        inside = [(part.code, str(part.title)) for part in dimension.parts]
        label = (
            gettext("%(dimension)s, tanpa subdimensi") if inside else "%(dimension)s"
        )
        whole = (dimension.code, label % {"dimension": dimension.title})
        found.append((str(dimension.title), [*inside, whole]))
    return found


def _written(programme: PlannedProgramme) -> dict[str, object]:
    names = [
        name for name in ProgrammeForm.base_fields if name not in ("seen", "partners")
    ]
    found: dict[str, object] = {name: getattr(programme, name) for name in names}
    found["partners"] = [one.pk for one in programme.partners.all()]
    return found | {"seen": mark_of(programme)}


def _agencies_of(programme: PlannedProgramme) -> list[int]:
    """Agencies that a programme names already: they stay, even if they are no more."""
    held = [one.pk for one in programme.partners.all()]
    return [programme.agency_id, *held] if programme.agency_id else held
