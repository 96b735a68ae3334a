"""What the browser sends about agencies, offices and their holders."""

from typing import cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.actions import Period
from menuju.accounts.forms.days import DayField
from menuju.accounts.models import Capacity, Person
from menuju.regions.models import Agency, Rank


class AgencyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[("", _("Pilih jenis")), *Agency.Kind.choices],
        error_messages={"required": _("Pilih jenis perangkat daerah")},
    )
    name = forms.CharField(
        label=_("Nama lengkap di daerah ini"),
        max_length=160,
        help_text=_("Misalnya Dinas Komunikasi, Informatika, dan Statistik."),
        error_messages={"required": _("Tuliskan nama perangkat daerah")},
    )
    short_name = forms.CharField(
        label=_("Nama singkat"),
        max_length=60,
        help_text=_("Misalnya Diskominfo."),
        error_messages={"required": _("Tuliskan nama singkat")},
    )


class OfficeForm(forms.Form):
    rank = forms.ChoiceField(
        label=_("Tingkat jabatan"),
        choices=[("", _("Pilih tingkat")), *Rank.choices],
        error_messages={"required": _("Pilih tingkat jabatan")},
    )
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Tidak ada: jabatan pimpinan daerah"),
    )
    title = forms.CharField(
        label=_("Nama jabatan"),
        max_length=160,
        help_text=_("Seperti dalam surat keputusan, misalnya Kepala Diskominfo."),
        error_messages={"required": _("Tuliskan nama jabatan")},
    )

    def __init__(
        self, agencies: QuerySet[Agency], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        cast(
            "forms.ModelChoiceField[Agency]", self.fields["agency"]
        ).queryset = agencies


class HolderForm(forms.Form):
    """Somebody known or a new name, in a capacity, from a day to a day."""

    person = forms.ModelChoiceField(
        label=_("Orang yang sudah tercatat"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Orang baru: tuliskan namanya"),
    )
    name = forms.CharField(
        label=_("Nama orang baru"),
        max_length=120,
        required=False,
        help_text=_("Tanpa akun: undangan dikirim terpisah bila diperlukan."),
    )
    capacity = forms.ChoiceField(
        label=_("Kapasitas"), choices=Capacity, initial=Capacity.DEFINITIVE
    )
    held_from = DayField(
        label=_("Mulai menjabat"),
        required=False,
        help_text=_("Kosongkan bila tidak diketahui."),
    )
    held_to = DayField(
        label=_("Hari terakhir menjabat"),
        required=False,
        help_text=_("Kosongkan bila masih menjabat."),
    )

    def __init__(self, people: QuerySet[Person], data: QueryDict | None = None) -> None:
        super().__init__(data)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people

    def clean(self) -> None:
        person, name = self.cleaned_data.get("person"), self.cleaned_data.get("name")
        if "person" in self.errors or "name" in self.errors:
            return
        if not person and not name:
            self.add_error("name", _("Pilih orang di atas atau tuliskan nama orangnya"))
        elif person and name:
            self.add_error("name", _("Kosongkan nama ini, atau pilih “Orang baru”"))

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["held_from"], self.cleaned_data["held_to"])


class EndTermForm(forms.Form):
    on = DayField(
        label=_("Hari terakhir menjabat"),
        error_messages={
            "required": _("Tuliskan hari terakhir menjabat"),
        },
    )
