"""Parse commitment sheets: who is asked, the words, a signature, a scan."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import OfficeHolding, User
from menuju.plans.actions.commitments import LONGEST, Paper
from menuju.plans.forms.days import DayField
from menuju.plans.forms.institutions import RowForm
from menuju.plans.forms.signing import SigningForm
from menuju.plans.models import CommitmentSheet, MasterplanVersion
from menuju.plans.queries.institutions import Owing, office_as_held
from menuju.regions.models import Agency

SCAN_TYPES = ".pdf,.jpg,.jpeg,.png"


class PrepareForm(forms.Form):
    """Whose sheets are prepared, with the same words."""

    who = forms.MultipleChoiceField(
        label=_("Untuk siapa"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu jabatan.")},
    )
    text = forms.CharField(
        label=_("Pernyataan"),
        help_text=_("Ditandatangani kata demi kata. Dapat diubah per lembar nanti."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tuliskan pernyataannya.")},
    )

    def __init__(
        self,
        version: MasterplanVersion,
        owing: list[Owing],
        data: QueryDict | None = None,
    ) -> None:
        plan = version.masterplan
        text = gettext(
            "Saya mendukung pelaksanaan %(title)s tahun %(first)s–%(last)s. Saya "
            "memastikan program yang menjadi tanggung jawab saya dianggarkan, "
            "dilaksanakan, dan dilaporkan kemajuannya setiap tahun."
        )
        words = {"title": plan.title, "first": plan.first_year, "last": plan.last_year}
        leading = [one.value for one in owing if one.leads]
        super().__init__(data, initial={"text": text % words, "who": leading})
        self.owing = {one.value: one for one in owing}
        choices = [(one.value, one.office) for one in owing]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[tuple[Agency | None, str]]:
        """Agency (None: the head) and office, in the order of the page."""
        values = set(self.cleaned_data["who"])
        found = [one for value, one in self.owing.items() if value in values]
        return [(one.agency, one.office) for one in found]


class SheetForm(RowForm):
    """The words of a sheet; one that was signed asks whether its signature may go."""

    layout = (("office",), ("text",))
    office = forms.CharField(
        label=_("Jabatan penanda tangan"),
        max_length=160,
        error_messages={"required": _("Tuliskan jabatannya.")},
    )
    text = forms.CharField(
        label=_("Pernyataan"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tuliskan pernyataannya.")},
    )
    withdraw = forms.BooleanField(
        label=_("Saya tahu bahwa tanda tangannya gugur dan harus diminta lagi."),
        required=False,
    )

    def __init__(self, row: CommitmentSheet, data: QueryDict | None = None) -> None:
        super().__init__(row, data)
        if not row.signed_at:
            del self.fields["withdraw"]

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {"withdraw": False} | found


class SignForm(SigningForm):
    """A signature in person. ``seen`` is the mark of the words that were read."""

    field_order = ("seen", "agreed", "password")
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("Saya sudah membaca pernyataan di atas dan menandatanganinya."),
        error_messages={"required": _("Centang bila Anda menandatanganinya.")},
    )

    def __init__(self, user: User, seen: str, data: QueryDict | None = None) -> None:
        super().__init__(user, data, {"seen": seen})


class TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Who held the office, in which capacity, and in which years."""

    def label_from_instance(self, obj: OfficeHolding) -> str:
        years = [str(day.year) if day else "…" for day in (obj.held_from, obj.held_to)]
        return f"{obj.person.name}, {office_as_held(obj)} ({'–'.join(years)})"


class PaperForm(forms.Form):
    """A sheet that was signed on paper, with its scan."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    holding = TermChoice(
        OfficeHolding.objects.none(),
        label=_("Yang menandatangani"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih pejabat yang menandatangani.")},
    )
    on = DayField(
        label=_("Tanggal tanda tangan"),
        error_messages={"required": _("Tuliskan tanggal tanda tangan.")},
    )
    scan = forms.FileField(
        label=_("Pindaian lembar yang ditandatangani"),
        help_text=_("PDF, JPG, atau PNG; paling besar 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": SCAN_TYPES}),
        error_messages={"required": _("Pilih berkas pindaiannya.")},
    )
    same = forms.BooleanField(
        label=_("Kata-kata pada kertas sama dengan pernyataan di halaman ini."),
        error_messages={
            "required": _("Periksa kata-katanya, atau ubah lembar ini dahulu.")
        },
    )

    def __init__(
        self,
        holdings: QuerySet[OfficeHolding],
        seen: str,
        data: QueryDict | None = None,
        files: Any = None,  # noqa: ANN401 -- Django's files of a request
    ) -> None:
        only = holdings[0].pk if len(holdings) == 1 else None
        super().__init__(data, files, initial={"seen": seen, "holding": only})
        self.fields["holding"].queryset = holdings  # type: ignore[attr-defined]

    def paper(self) -> Paper:
        """What was signed, for a form that is valid."""
        data = self.cleaned_data
        return Paper(data["holding"], data["on"], data["scan"], data["scan"].name)
