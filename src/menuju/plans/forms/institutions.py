"""Parse what a planner writes about bodies, their members, and legal acts."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.plans.forms.days import DayField
from menuju.plans.models import Body, BodyMember, LegalAct
from menuju.plans.queries.institutions import Row, mark_of

LONGEST = 20_000
MOST = 9_999
"""The highest place in a list of members."""


class RowForm(forms.Form):
    """A row, and the mark of what it was written upon.

    ``layout`` are the names of the fields, those side by side together.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    layout: tuple[tuple[str, ...], ...] = ()

    def __init__(self, row: Row, data: QueryDict | None = None) -> None:
        names = [name for group in self.layout for name in group]
        written = {name: getattr(row, name) for name in names}
        super().__init__(data, initial=written | {"seen": mark_of(row)})

    def values(self) -> dict[str, Any]:
        """The values of the row, for a form that is valid."""
        return {name: v for name, v in self.cleaned_data.items() if name != "seen"}

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as the page lays them out."""
        return [[self[name] for name in names] for names in self.layout]


class BodyForm(RowForm):
    layout = (("decree", "decree_on"), ("term_from", "term_to"))
    decree = forms.CharField(
        label=_("Nomor keputusan pembentukan"),
        help_text=_("Misalnya Keputusan Wali Kota Nomor 188.45/120/2019."),
        max_length=160,
        required=False,
    )
    decree_on = DayField(label=_("Tanggal keputusan"), required=False)
    term_from = DayField(label=_("Masa kerja mulai"), required=False)
    term_to = DayField(
        label=_("Masa kerja sampai"),
        help_text=_("Kosongkan bila tidak ditentukan."),
        required=False,
    )


class MemberForm(RowForm):
    layout = (("role", "order"), ("office", "institution"), ("name",))
    role = forms.CharField(
        label=_("Peran"),
        help_text=_("Misalnya ketua, sekretaris, atau anggota."),
        max_length=60,
        error_messages={"required": _("Tuliskan perannya.")},
    )
    order = forms.IntegerField(
        label=_("Nomor urut"),
        help_text=_("Kosongkan untuk menaruhnya di akhir."),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    office = forms.CharField(
        label=_("Jabatan"),
        max_length=160,
        error_messages={"required": _("Tuliskan jabatannya.")},
    )
    institution = forms.CharField(
        label=_("Lembaga"),
        help_text=_("Misalnya Bappeda, perguruan tinggi, atau komunitas."),
        max_length=160,
        required=False,
    )
    name = forms.CharField(
        label=_("Nama"),
        help_text=_("Boleh kosong: keanggotaan melekat pada jabatan."),
        max_length=120,
        required=False,
    )

    def __init__(self, row: BodyMember, data: QueryDict | None = None) -> None:
        super().__init__(row, data)
        self.initial["order"] = row.order or None

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["order"] = found["order"] or self.initial["order"] or 0
        return found


class ActForm(RowForm):
    layout = (("kind", "state"), ("number", "on"), ("note",))
    kind = forms.ChoiceField(label=_("Jenis peraturan"), choices=LegalAct.Kind)
    state = forms.ChoiceField(
        label=_("Keadaan"), choices=LegalAct.State, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("Nomor"),
        help_text=_("Wajib bila telah ditetapkan."),
        max_length=120,
        required=False,
    )
    on = DayField(
        label=_("Tanggal penetapan"),
        help_text=_("Wajib bila telah ditetapkan."),
        required=False,
    )
    note = forms.CharField(
        label=_("Keterangan"),
        help_text=_(
            "Wajib bila tertunda: apa yang menahannya dan siapa yang melanjutkan."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


FORMS: dict[type[Body | BodyMember | LegalAct], type[RowForm]] = {
    Body: BodyForm,
    BodyMember: MemberForm,
    LegalAct: ActForm,
}
