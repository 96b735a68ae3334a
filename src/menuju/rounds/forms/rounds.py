"""Parse what the secretariat says about a round: its rules, its calendar, who is invited."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models import Version
from menuju.regions.models import Province, Region
from menuju.rounds.models import Round
from menuju.rounds.queries.eligibility import codes_in

ZONES = [
    ("Asia/Jakarta", "WIB"),
    ("Asia/Makassar", "WITA"),
    ("Asia/Jayapura", "WIT"),
]
MOMENT = "%Y-%m-%dT%H:%M"
MOMENTS = [MOMENT, "%Y-%m-%d %H:%M", "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M"]
LONGEST_LIST = 20_000
LARGEST_FILE = 5 * 1024 * 1024


class PublishedVersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Only versions that were published may be used."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- as Django's field
        published = Version.objects.filter(status=Version.Status.PUBLISHED)
        super().__init__(published.select_related("instrument"), **options)


class RoundForm(forms.Form):
    code = forms.SlugField(
        label=_("Kode"),
        max_length=30,
        help_text=_("Dipakai dalam alamat, misalnya 2019."),
    )
    title_id = forms.CharField(label=_("Nama (Indonesia)"), max_length=160)
    title_en = forms.CharField(label=_("Nama (Inggris)"), max_length=160)
    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    phase_number = forms.IntegerField(label=_("Nomor tahap"), min_value=1, max_value=99)
    instrument_version = PublishedVersionField(
        label=_("Versi instrumen"), help_text=_("Hanya versi yang sudah terbit.")
    )
    quota = forms.IntegerField(label=_("Kuota"), min_value=1, max_value=514)
    assessors_per_region = forms.IntegerField(
        label=_("Asesor per daerah"), min_value=2, max_value=9, initial=3
    )
    tolerance = forms.DecimalField(
        label=_("Toleransi"),
        min_value=0,
        max_value=4,
        max_digits=4,
        decimal_places=2,
        initial=1,
        help_text=_("Selisih terbesar yang disepakati menurut aturan."),
    )
    agreement = forms.ChoiceField(
        label=_("Aturan kesepakatan"), choices=Round.Agreement
    )
    ties = forms.ChoiceField(label=_("Nilai sama"), choices=Round.Ties)
    publish_positions = forms.BooleanField(
        label=_("Tampilkan posisi setelah terbit"), required=False
    )
    publish_scores = forms.BooleanField(
        label=_("Tampilkan nilai tiap asesor kepada umum setelah terbit"),
        required=False,
        initial=True,
        help_text=_(
            "Dengan huruf (A, B, C), tanpa nama. Nilai yang disepakati selalu tampil, dan daerah selalu membaca nilainya sendiri."
        ),
    )
    objection_hours = forms.IntegerField(
        label=_("Masa sanggah kehadiran (jam)"), min_value=1, max_value=720, initial=24
    )
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=ZONES)

    def __init__(self, round_: Round | None, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_initial(round_))
        self.round = round_
        if round_:
            del self.fields["code"]
        for phase, label in Round.Phase.choices:
            self.fields[f"opens-{phase}"] = _moment(
                gettext("%(phase)s: dibuka") % {"phase": label}
            )
            self.fields[f"closes-{phase}"] = _moment(
                gettext("%(phase)s: ditutup") % {"phase": label}
            )
            self.fields[f"itself-{phase}"] = forms.BooleanField(
                label=_("Terbuka sendiri pada waktunya"), required=False
            )

    @property
    def rules(self) -> list[forms.BoundField]:
        """The fields above the calendar."""
        return [self[name] for name in self.fields if "-" not in name]

    @property
    def calendar(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each phase with its three fields."""
        return [
            (
                str(label),
                [self[f"{kind}-{phase}"] for kind in ("opens", "closes", "itself")],
            )
            for phase, label in Round.Phase.choices
        ]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Round.objects.filter(code=code).exists():
            raise forms.ValidationError(gettext("Kode ini sudah dipakai tahap lain."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for phase in Round.Phase.values:
            opens, closes = data.get(f"opens-{phase}"), data.get(f"closes-{phase}")
            if bool(opens) != bool(closes):
                self.add_error(
                    f"closes-{phase}",
                    gettext("Isi waktu buka dan waktu tutup, atau kosongkan keduanya."),
                )
            elif opens and closes and closes <= opens:
                self.add_error(
                    f"closes-{phase}", gettext("Waktu tutup harus setelah waktu buka.")
                )
        return data

    def fields_of_round(self) -> dict[str, Any]:
        """The values of the model, for a form that is valid."""
        return {k: v for k, v in self.cleaned_data.items() if "-" not in k}

    def windows(self) -> dict[str, tuple[datetime, datetime, bool]]:
        """The calendar in the round's own zone, for a form that is valid."""
        data, zone = self.cleaned_data, ZoneInfo(self.cleaned_data["time_zone"])
        return {
            phase: (
                data[f"opens-{phase}"].replace(tzinfo=zone),
                data[f"closes-{phase}"].replace(tzinfo=zone),
                data[f"itself-{phase}"],
            )
            for phase in Round.Phase.values
            if data.get(f"opens-{phase}")
        }


class MomentField(forms.CharField):
    """A date and time without a zone; the round says in which one it is meant."""

    def clean(self, value: Any) -> datetime | None:  # noqa: ANN401 -- as Django's field
        text = super().clean(value)
        if not text:
            return None
        for form in MOMENTS:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007 -- the zone comes later
            except ValueError:
                continue
        raise forms.ValidationError(gettext("Tulis waktu seperti 21/02/2019 10.00."))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasan.")},
    )


class AdvanceForm(forms.Form):
    leaving = forms.ChoiceField(choices=Round.Phase, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tersimpan dalam riwayat fase."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tuliskan alasan pergantian fase.")},
    )


class InviteForm(forms.Form):
    """Whole provinces, or codes pasted from a letter or a spreadsheet."""

    provinces = forms.ModelMultipleChoiceField(
        Province.objects.all(),
        label=_("Semua daerah di provinsi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.CharField(
        label=_("Kode wilayah"),
        required=False,
        max_length=LONGEST_LIST,
        help_text=_(
            "Tempel kode seperti 64.71; pisahkan dengan spasi, koma, atau baris baru."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    file = forms.FileField(
        label=_("Atau berkas CSV atau XLSX"),
        help_text=_("Kolom pertama berisi kode wilayah. Paling besar 5 MB."),
        required=False,
    )

    def clean_file(self) -> list[str]:
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                gettext("“%(name)s” lebih besar dari 5 MB. Bagi berkasnya.")
                % {"name": file.name}
            )
        found = codes_in(file.name, file)
        if found is None:
            raise forms.ValidationError(
                gettext("Berkas tidak terbaca. Simpan sebagai CSV (UTF-8) atau XLSX.")
            )
        return _known(found)

    def clean_codes(self) -> list[str]:
        text: str = self.cleaned_data["codes"]
        return _known([word for word in re.split(r"[\s,;]+", text) if word])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named = data.get("codes") or data.get("file") or data.get("provinces")
        if not self.errors and not named:
            raise forms.ValidationError(
                gettext("Pilih provinsi atau tuliskan kode wilayah.")
            )
        return data

    def regions(self) -> list[Region]:
        """The regions that were named, for a form that is valid."""
        data = self.cleaned_data
        chosen = Region.objects.filter(valid_to=None, province__in=data["provinces"])
        named = Region.objects.filter(code__in=data["codes"] + data["file"])
        return list({one.pk: one for one in [*chosen, *named]}.values())


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_(
            "Kolom: kode, kunci, nilai, satuan, tahun, sumber. Paling besar 5 MB."
        ),
        error_messages={"required": _("Pilih berkas CSV atau XLSX.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 -- as Django's field
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                gettext("“%(name)s” lebih besar dari 5 MB. Bagi berkasnya.")
                % {"name": file.name}
            )
        return file


def _known(codes: list[str]) -> list[str]:
    """The same codes, if every one is a region's; else an error that names the others."""
    known = set(Region.objects.values_list("code", flat=True))
    if wrong := [code for code in codes if code not in known]:
        raise forms.ValidationError(
            gettext("Tidak dikenal: %(codes)s. Tulis kode wilayah seperti 64.71.")
            % {"codes": ", ".join(wrong[:10])}
        )
    return codes


def _moment(label: str) -> MomentField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    return MomentField(label=label, required=False, max_length=30, widget=widget)


def _initial(round_: Round | None) -> dict[str, object]:
    if round_ is None:
        return {}
    zone = ZoneInfo(round_.time_zone)
    found = {
        name: getattr(round_, name)
        for name in RoundForm.base_fields
        if name != "instrument_version"
    }
    found["instrument_version"] = round_.instrument_version_id
    for window in round_.windows.all():
        found[f"opens-{window.phase}"] = window.opens_at.astimezone(zone).strftime(
            MOMENT
        )
        found[f"closes-{window.phase}"] = window.closes_at.astimezone(zone).strftime(
            MOMENT
        )
        found[f"itself-{window.phase}"] = window.opens_itself
    return found
