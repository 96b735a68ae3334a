"""Parse what a planner writes on an element of a masterplan version."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from menuju.plans.forms.development import FigureField
from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    MasterplanVersion,
    Pillar,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.queries.content.kinds import Row, mark_of, vision_mark
from menuju.plans.queries.content.lists import agencies_of
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.figures import typed_text
from menuju.regions.models import Agency

LONGEST = 20_000
"""The most characters of a text."""
FIRST, LAST = 1900, 2200
"""What looks like a year at all; which years fit, the plan says."""


class YearField(forms.IntegerField):
    """A year of four digits; which ones fit is said by the action."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 -- as Django's field
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
        super().__init__(widget=widget, min_value=FIRST, max_value=LAST, **more)
        wrong = _("Tulis tahun dengan empat angka, misalnya 2024.")
        self.error_messages["invalid"] = wrong
        for validator in self.validators:
            validator.message = wrong  # type: ignore[attr-defined]


class TextField(forms.CharField):
    """Words over several lines."""

    def __init__(self, *, rows: int = 3, **more: Any) -> None:  # noqa: ANN401 -- as Django's
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=LONGEST, **more)


class AgencyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An agency by its full name."""

    def label_from_instance(self, obj: Agency) -> str:
        return obj.name


class ElementForm(forms.Form):
    """An element, and the mark of what it was written upon.

    ``layout`` are the names of the fields, those side by side together.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    layout: tuple[tuple[str, ...], ...] = ()

    def __init__(
        self,
        version: MasterplanVersion,
        row: Row,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, initial=self.written(row))
        self.version = version
        self.offer(row)

    def offer(self, row: Row) -> None:
        """Fill the choices that depend on the version."""

    def written(self, row: Row) -> dict[str, object]:
        """What is stored, as the fields show it."""
        names = [name for name in self.base_fields if name != "seen"]
        found = {name: _shown(getattr(row, name)) for name in names}
        return found | {"seen": mark_of(row) if row.pk else ""}

    def values(self) -> dict[str, Any]:
        """The values of the element, for a form that is valid."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen"}

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as the page lays them out."""
        return [[self[name] for name in names] for names in self.layout]


class ContextForm(ElementForm):
    layout = (("label",), ("value", "unit"), ("year", "source"))
    label = forms.CharField(
        label=_("Data"),
        help_text=_("Misalnya jumlah penduduk."),
        max_length=160,
        error_messages={"required": _("Tuliskan nama datanya.")},
    )
    value = FigureField(
        label=pgettext_lazy("angka", "Nilai"),
        required=True,
        error_messages={"required": _("Tuliskan nilainya, misalnya 80,5.")},
    )
    unit = forms.CharField(
        label=_("Satuan"),
        help_text=_("Misalnya jiwa atau persen."),
        max_length=40,
        error_messages={"required": _("Tuliskan satuannya.")},
    )
    year = YearField(
        label=_("Tahun data"), error_messages={"required": _("Tuliskan tahunnya.")}
    )
    source = forms.CharField(
        label=_("Sumber"),
        help_text=_(
            "Lembaga, judul, dan tahun terbitnya, misalnya “BPS, Kabupaten Paser dalam Angka 2025”."
        ),
        max_length=300,
        error_messages={"required": _("Tuliskan dari mana angkanya.")},
    )


class ReadinessForm(ElementForm):
    layout = (("pillar", "component"), ("present",), ("wanted",), ("gap",), ("source",))
    pillar = forms.ChoiceField(label=_("Pilar"), choices=Pillar)
    component = forms.CharField(
        label=_("Komponen"),
        help_text=_("Misalnya pegawai TIK atau jaringan antarkantor."),
        max_length=160,
        error_messages={"required": _("Tuliskan komponennya.")},
    )
    present = TextField(
        label=_("Keadaan sekarang"),
        error_messages={"required": _("Tuliskan keadaannya sekarang.")},
    )
    wanted = TextField(label=_("Yang dibutuhkan"), required=False)
    gap = TextField(label=_("Kesenjangan"), required=False)
    source = forms.CharField(label=_("Sumber"), max_length=300, required=False)


class SwotForm(ElementForm):
    layout = (("kind", "pillar"), ("text",))
    kind = forms.ChoiceField(label=_("Bidang"), choices=SwotPoint.Kind)
    pillar = forms.ChoiceField(
        label=_("Pilar"),
        choices=[("", _("Semua pilar")), *Pillar.choices],
        required=False,
    )
    text = TextField(label=_("Isi"), error_messages={"required": _("Tuliskan isinya.")})


class TargetForm(ElementForm):
    layout = (
        ("text",),
        ("indicator", "unit"),
        ("baseline", "baseline_year"),
        ("goal_value", "goal_year"),
        ("source",),
    )
    text = TextField(
        label=_("Sasaran"),
        help_text=_("Apa yang dicapai daerah, misalnya izin selesai dalam sehari."),
        error_messages={"required": _("Tuliskan sasarannya.")},
    )
    indicator = forms.CharField(label=_("Indikator"), max_length=200, required=False)
    unit = forms.CharField(
        label=_("Satuan"),
        help_text=_("Misalnya hari atau persen."),
        max_length=40,
        required=False,
    )
    baseline = FigureField(label=_("Nilai awal"))
    baseline_year = YearField(label=_("Tahun nilai awal"), required=False)
    goal_value = FigureField(label=_("Nilai akhir"))
    goal_year = YearField(label=_("Tahun nilai akhir"), required=False)
    source = forms.CharField(
        label=_("Sumber nilai awal"), max_length=300, required=False
    )


class ActionPlanForm(ElementForm):
    layout = (
        ("kind", "part"),
        ("title",),
        ("text",),
        ("agency",),
        ("first_year", "last_year"),
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=ActionPlan.Kind)
    part = forms.ChoiceField(label=_("Dimensi"), required=False)
    title = forms.CharField(
        label=_("Rencana aksi"),
        max_length=200,
        error_messages={"required": _("Tuliskan rencana aksinya.")},
    )
    text = TextField(label=_("Uraian"), rows=5, required=False)
    agency = AgencyChoice(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        required=False,
        empty_label=_("Belum dipilih"),
    )
    first_year = YearField(label=_("Tahun awal"), required=False)
    last_year = YearField(label=_("Tahun akhir"), required=False)

    def offer(self, row: Row) -> None:
        chosen = getattr(row, "agency_id", None)
        self.fields["agency"].queryset = agencies_of(self.version, chosen)  # type: ignore[attr-defined]
        choices: list[tuple[str, Any]] = [("", _("Semua dimensi"))]
        for dimension in framework_of(self.version.masterplan).dimensions:
            own = (dimension.code, str(dimension.title))
            if not dimension.parts:
                choices.append(own)
                continue
            parts = [(part.code, str(part.title)) for part in dimension.parts]
            choices.append((own[1], [own, *parts]))
        self.fields["part"].choices = choices  # type: ignore[attr-defined]


class StrategyForm(ElementForm):
    layout = (("text",), ("why_none",))
    text = TextField(label=_("Strategi"), rows=6, required=False)
    why_none = TextField(
        label=_("Alasan belum ada strategi"),
        help_text=_("Isi hanya bila bagian ini belum punya strategi."),
        required=False,
    )


class VisionForm(forms.Form):
    """The vision of a version, written upon ``seen``."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    vision = TextField(
        label=_("Visi smart city"),
        help_text=_("Satu atau dua kalimat tentang daerah pada akhir masterplan."),
        rows=4,
        required=False,
    )

    def __init__(
        self, version: MasterplanVersion, data: QueryDict | None = None
    ) -> None:
        initial = {"vision": version.vision, "seen": vision_mark(version)}
        super().__init__(data, initial=initial)


class MoveForm(forms.Form):
    """One place up or down: the direction and the key of an element."""

    naik = forms.UUIDField(required=False)
    turun = forms.UUIDField(required=False)


FORMS: Mapping[type[Row], type[ElementForm]] = {
    ContextFigure: ContextForm,
    ReadinessPoint: ReadinessForm,
    SwotPoint: SwotForm,
    Target: TargetForm,
    Strategy: StrategyForm,
    ActionPlan: ActionPlanForm,
}


def _shown(value: object) -> object:
    return typed_text(value) if isinstance(value, Decimal) else value
