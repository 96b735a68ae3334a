"""Parse what is written about guidance: mentors, sessions, outputs."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.plans.actions.sessions import Course, Delegation
from menuju.plans.forms.days import DayField
from menuju.plans.models import GuidanceSession
from menuju.plans.queries.sessions import Bimtek, mark_of

LONG = 4_000
NOTES = 20_000
MOST_PEOPLE = 2_000
GROUPS = _("Misalnya OPD, Dewan Smart City, Tim Pelaksana, akademisi, pelaku usaha.")


class AssignForm(forms.Form):
    """Who becomes a mentor, among those a search found, and from when."""

    cari = forms.CharField(widget=forms.HiddenInput, max_length=120)
    person = forms.ChoiceField(
        label=_("Pembimbing"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu orang")},
    )
    starts_on = DayField(label=_("Mulai membimbing"))

    def __init__(
        self, people: list[Person], data: QueryDict | None = None, **initial: object
    ) -> None:
        super().__init__(data, initial=initial)
        self._people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (key, _said(one)) for key, one in self._people.items()
        ]

    @property
    def chosen(self) -> tuple[Person, date]:
        """Who and from when, for a form that is valid."""
        data = self.cleaned_data
        return self._people[data["person"]], data["starts_on"]


class CourseForm(forms.Form):
    """The course of a session. ``seen`` is the mark of what it was written upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    first_day = DayField(
        label=_("Hari pertama"),
        help_text=_("Kosongkan bila belum diketahui; jangan diperkirakan."),
        required=False,
    )
    last_day = DayField(label=_("Hari terakhir"), required=False)
    place = forms.CharField(label=_("Tempat"), max_length=160, required=False)
    source = forms.CharField(
        label=_("Sumber tanggal"),
        help_text=_("Bila tanggal diambil dari laman, berita, atau surat."),
        max_length=300,
        required=False,
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        help_text=_("Satu pokok tiap baris. Awalnya dari panduan."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    notes = forms.CharField(
        label=_("Catatan"),
        help_text=_("Kesepakatan dan tindak lanjut. Dibaca perencana daerah."),
        max_length=NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @classmethod
    def upon(cls, bimtek: Bimtek, data: QueryDict | None = None) -> "CourseForm":
        """The form of a session as it is stored, or as the guide begins it."""
        initial = written(bimtek.row) if bimtek.row else {"agenda": bimtek.agenda}
        return cls(data, initial=initial)

    def course(self, provenance: str) -> Course:
        """What was said, for a form that is valid."""
        names = ("first_day", "last_day", "place", "agenda", "notes", "source")
        said = {name: self.cleaned_data[name] for name in names}
        return Course(**said, provenance=provenance)


def written(row: GuidanceSession) -> dict[str, object]:
    """A stored session as its form shows it."""
    names = ("first_day", "last_day", "place", "agenda", "notes", "source")
    return {name: getattr(row, name) for name in names} | {"seen": mark_of(row)}


class DelegationForm(forms.Form):
    """People who came, by group and office."""

    group = forms.CharField(label=_("Kelompok"), help_text=GROUPS, max_length=60)
    office = forms.CharField(
        label=_("Jabatan atau lembaga"), max_length=160, required=False
    )
    name = forms.CharField(
        label=_("Nama"),
        help_text=_("Hanya bila perlu, misalnya yang memimpin."),
        max_length=120,
        required=False,
    )
    people = forms.IntegerField(
        label=_("Jumlah orang"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def delegation(self) -> Delegation:
        """Who came, for a form that is valid."""
        return Delegation(**self.cleaned_data)


class DeliveryForm(forms.Form):
    """Where an output is, or why it does not count yet."""

    note = forms.CharField(
        label=_("Keterangan"),
        help_text=_("Misalnya di bagian mana naskahnya, atau tautan ke berkasnya."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why an output does not count yet."""

    note = forms.CharField(
        label=_("Mengapa belum dapat diterima"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis alasannya")},
    )


def _said(person: Person) -> str:
    name = person.name
    return f"{name}, {person.institution}" if person.institution else name
