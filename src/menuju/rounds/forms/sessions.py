"""Parse what the committee says about a session and about who came."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Capacity
from menuju.regions.models import Rank
from menuju.rounds.actions.attendance import Choice
from menuju.rounds.forms.rounds import ZONES, MomentField
from menuju.rounds.models import AttendanceReport, Session
from menuju.rounds.queries.attendance import Register
from menuju.web.components.citations import cited


class SessionForm(forms.Form):
    title = forms.CharField(label=_("Nama sesi"), max_length=160)
    starts_at = MomentField(
        label=_("Mulai"),
        max_length=30,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    ends_at = MomentField(
        label=_("Berakhir"),
        max_length=30,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=ZONES)
    mode = forms.ChoiceField(label=_("Cara"), choices=Session.Mode)
    venue = forms.CharField(
        label=_("Gedung atau tautan"), max_length=160, required=False
    )
    place = forms.CharField(label=_("Kota"), max_length=100, required=False)

    def details(self) -> dict[str, Any]:
        """The session's fields in its own zone, for a form that is valid."""
        data = dict(self.cleaned_data)
        zone = ZoneInfo(data["time_zone"])
        for name in ("starts_at", "ends_at"):
            data[name] = data[name].replace(tzinfo=zone)
        return data


class ReportForm(forms.Form):
    office = forms.ChoiceField(label=_("Jabatan yang diminta"))
    status = forms.ChoiceField(
        label=_("Kehadiran"),
        choices=AttendanceReport.Status,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hadir, diwakili, atau tidak hadir.")},
    )
    origin = forms.ChoiceField(label=_("Sumber"), choices=AttendanceReport.Origin)
    source = forms.CharField(
        label=_("Nama sumber"),
        required=False,
        max_length=300,
        help_text=_(
            "Misalnya daftar hadir panitia, surat tugas, atau nama media dan tanggalnya."
        ),
    )
    person_name = forms.CharField(label=_("Nama"), required=False, max_length=120)
    capacity = forms.ChoiceField(
        label=_("Kapasitas, bila hadir sendiri"),
        required=False,
        choices=[("", "–"), *Capacity.choices],
    )
    rank = forms.ChoiceField(
        label=_("Jabatan yang mewakili, bila diwakili"),
        required=False,
        choices=[
            ("", "–"),
            (Rank.DIVISION_HEAD, Rank.DIVISION_HEAD.label),
            (Rank.SECTION_HEAD, Rank.SECTION_HEAD.label),
        ],
    )
    office_title = forms.CharField(
        label=_("Nama jabatan orang yang datang"), required=False, max_length=200
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, register: Register, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="report")
        offices = [(line.key, line.title) for line in register.lines]
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """One choice and one reason for each office on which the sources differ."""

    def __init__(self, register: Register, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="confirm")
        self.disputed = [line for line in register.lines if line.is_disputed]
        for line in self.disputed:
            self.fields[f"report-{line.key}"] = forms.TypedChoiceField(
                label=_("Sumber yang dipakai"),
                coerce=int,
                choices=[(one.pk, _said(one)) for one in line.reports],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Dua sumber tidak sama. Pilih sumber yang dipakai.")
                },
            )
            self.fields[f"reason-{line.key}"] = forms.CharField(
                label=_("Alasan"),
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Tuliskan alasan pilihan Anda.")},
            )

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each disputed office with its two fields."""
        return [
            (line.title, self[f"report-{line.key}"], self[f"reason-{line.key}"])
            for line in self.disputed
        ]

    def choices(self) -> dict[str, Choice]:
        """What was chosen, for a form that is valid."""
        data = self.cleaned_data
        return {
            line.key: Choice(data[f"report-{line.key}"], data[f"reason-{line.key}"])
            for line in self.disputed
        }


class ObjectionForm(forms.Form):
    office = forms.ChoiceField(label=_("Jabatan yang disanggah"))
    text = forms.CharField(
        label=_("Apa yang keliru, dan apa buktinya"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tuliskan apa yang keliru dan buktinya.")},
    )

    def __init__(self, register: Register, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="objection")
        offices = [(line.key, line.title) for line in register.lines]
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Putusan"),
        choices=[("upheld", _("Diterima")), ("dismissed", _("Tidak diterima"))],
        widget=forms.RadioSelect,
    )
    report = forms.TypedChoiceField(
        label=_("Laporan yang benar, bila diterima"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    answer = forms.CharField(
        label=_("Jawaban dan alasannya"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, reports: list[AttendanceReport], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        choices = [("", "–"), *((one.pk, _said(one)) for one in reports)]
        self.fields["report"].choices = choices  # type: ignore[attr-defined]


def _said(report: AttendanceReport) -> str:
    who = report.office_title or report.person_name
    source = ", ".join(
        filter(None, [report.get_origin_display(), cited(report.source)])
    )
    return f"{report.get_status_display()}{': ' + who if who else ''} ({source})"
