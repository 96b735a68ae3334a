"""What must hold for a programme, its indicators and its budgets: words by field.

The same checks serve the form, the actions and the import of a workbook.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Model, TextField
from django.utils.translation import gettext as _

from menuju.plans.models import (
    Masterplan,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.models.development import Direction
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.figures import typed_text
from menuju.plans.queries.horizons import Band, band_ending, band_of, bands_of
from menuju.web.components.formats import long_date

Values: TypeAlias = Mapping[str, Any]
Words: TypeAlias = dict[str, str]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
NOMENCLATURE = re.compile(
    r"[0-9X]\.([0-9]{2}|XX)(\.[0-9]{2}(\.[0-9]\.[0-9]{2}(\.[0-9]{2}|\.[0-9]{4})?)?)?"
)
"""Urusan, bidang, program, kegiatan, sub kegiatan; the last levels may be left out."""
OLDEST = 1990
LONGEST = 20_000
"""The most characters of a text that the database itself does not bound."""
MOST = Decimal(10) ** 15
"""A thousand trillion rupiah: more is a slip of the key."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Within what a programme of one masterplan must stay."""

    first: int
    last: int
    bands: list[Band]
    framework: FrameworkDocument
    months: int

    @property
    def years(self) -> str:
        return f"{self.first}–{self.last}"

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


def limits_of(masterplan: Masterplan) -> Limits:
    """The years, horizons and parts that programmes of a masterplan may have. No query."""
    guide = guide_of(masterplan)
    return Limits(
        masterplan.first_year,
        masterplan.last_year,
        bands_of(masterplan, guide),
        framework_of(masterplan),
        guide.quick_win_months,
    )


def wrong_programme(limits: Limits, values: Values) -> Words:
    """What is wrong with a programme by field; empty if all is well."""
    found = _too_long(PlannedProgramme, values)
    if not CODE.fullmatch(values.get("code") or ""):
        text = _("Pakai huruf, angka, titik, atau tanda hubung, misalnya P-12.")
        found["code"] = text
    if not (values.get("title") or "").strip():
        found["title"] = _("Tuliskan nama programnya.")
    if limits.framework.dimension_of(values.get("part") or "") is None:
        text = _("Pilih subdimensi dari kerangka masterplan ini.")
        found["part"] = text
    if band_of(limits.bands, values.get("horizon") or "") is None:
        names = ", ".join(band.title for band in limits.bands)
        found["horizon"] = _("Pilih salah satu jangka: %s.") % names
    code = values.get("nomenclature") or ""
    if code and not NOMENCLATURE.fullmatch(code):
        text = _("Tulis kode seperti 2.16.03.2.02.09, dipisah titik.")
        found["nomenclature"] = text
    return _dates(limits, values) | found


def wrong_indicator(limits: Limits, values: Values) -> Words:
    """What is wrong with an indicator by field."""
    found = _too_long(ProgrammeIndicator, values)
    for name, text in (
        ("name", _("Tuliskan indikatornya.")),
        ("unit", _("Tuliskan satuannya.")),
    ):
        if not (values.get(name) or "").strip():
            found[name] = text
    return found | _wrong_years(limits, values) | _against(values)


def _wrong_years(limits: Limits, values: Values) -> Words:
    """Years without a figure, outside of the plan, or in the wrong order."""
    found: Words = {}
    first, last = values.get("baseline_year"), values.get("target_year")
    if (values.get("baseline") is None) != (first is None):
        text = _("Isi nilai awal dan tahunnya, atau kosongkan keduanya.")
        found["baseline_year"] = text
    elif first is not None and not OLDEST <= first <= limits.last:
        text = _("Tahun nilai awal antara %(first)s dan %(last)s.")
        found["baseline_year"] = text % {"first": OLDEST, "last": limits.last}
    if (values.get("target") is None) != (last is None):
        text = _("Isi target dan tahunnya, atau kosongkan keduanya.")
        found["target_year"] = text
    elif last is not None and not limits.holds(last):
        text = _("Masterplan ini berlaku %s. Tulis tahun target di dalamnya.")
        found["target_year"] = text % limits.years
    elif first is not None and last is not None and first > last:
        text = _(
            "Nilai awal tahun %(first)s lebih baru daripada target tahun %(last)s."
        )
        found["baseline_year"] = text % {"first": first, "last": last}
    return found


def _against(values: Values) -> Words:
    """A target on the worse side of its baseline: one of the three is a slip."""
    baseline, target = values.get("baseline"), values.get("target")
    if baseline is None or target is None:
        return {}
    if values.get("direction") == Direction.UP and target < baseline:
        text = _(
            "Target %(target)s lebih rendah daripada nilai awal %(baseline)s, padahal "
            "makin tinggi makin baik. Perbaiki angkanya, atau ubah arahnya."
        )
    elif values.get("direction") == Direction.DOWN and target > baseline:
        text = _(
            "Target %(target)s lebih tinggi daripada nilai awal %(baseline)s, padahal "
            "makin rendah makin baik. Perbaiki angkanya, atau ubah arahnya."
        )
    else:
        return {}
    told = {"target": typed_text(target), "baseline": typed_text(baseline)}
    return {"target": text % told}


def wrong_budget(limits: Limits, values: Values) -> Words:
    """What is wrong with the money of one year from one source."""
    found: Words = {}
    if not limits.holds(values["year"]):
        text = _("Masterplan ini berlaku %s. Tulis tahun anggaran di dalamnya.")
        found["year"] = text % limits.years
    if values["origin"] not in ProgrammeBudget.Origin.values:
        found["origin"] = _("Sumber dana ini tidak dikenal.")
    if text := wrong_amount(values["amount"]):
        found["amount"] = text
    return found


def wrong_amount(amount: Decimal) -> str:
    """Why this is no amount of planned money; empty if it is one."""
    if amount < 0:
        return _("Anggaran tidak dapat kurang dari 0.")
    if amount != amount.to_integral_value():
        return _("Tulis rupiah penuh, tanpa sen.")
    if amount > MOST:
        return _("Angka ini terlalu besar. Periksa jumlah nolnya.")
    return ""


def last_day_of(starts_on: date, months: int) -> date:
    """The last day of so many months from a day: 12 from 1 July 2019 end on 30 June 2020."""
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    day = min(starts_on.day, calendar.monthrange(year, month)[1])
    return date.fromordinal(date(year, month, day).toordinal() - 1)


def _too_long(model: type[Model], values: Values) -> Words:
    """Texts that are longer than what is stored, each with its bound."""
    found: Words = {}
    for name, value in values.items():
        if isinstance(value, str):
            column = model._meta.get_field(name)
            bound = getattr(column, "max_length", None)
            most = LONGEST if isinstance(column, TextField) else bound
            if most and len(value) > most:
                text = _("Paling panjang %(most)s huruf; ini %(count)s huruf.")
                found[name] = text % {"most": most, "count": len(value)}
    return found


def _dates(limits: Limits, values: Values) -> Words:
    found: Words = {}
    start, end = values.get("starts_on"), values.get("ends_on")
    for name, day in (("starts_on", start), ("ends_on", end)):
        if day and not limits.holds(day.year):
            text = _("Masterplan ini berlaku %s. Pilih tanggal di dalamnya.")
            found[name] = text % limits.years
    if found:
        return found
    if start and end and end < start:
        return {"ends_on": _("Program berakhir sebelum dimulai. Periksa tanggalnya.")}
    if end and (text := _horizon(limits, values, end)):
        found["ends_on"] = text
    if values.get("quick_win") and start and end:
        latest = last_day_of(start, limits.months)
        if end > latest:
            text = _(
                "Quick win selesai dalam %(months)s bulan, di sini paling lambat "
                "%(day)s. Percepat, atau lepas tanda quick win."
            )
            words = {"months": limits.months, "day": long_date(latest)}
            found["quick_win"] = text % words
    return found


def _horizon(limits: Limits, values: Values, end: date) -> str:
    """Why a programme that ends on this day is not of its horizon; empty if it is."""
    band = band_of(limits.bands, values.get("horizon") or "")
    if band is None or band.holds(end.year):
        return ""
    other = band_ending(limits.bands, end.year)
    text = _(
        "Program %(horizon)s selesai pada %(years)s. Ubah tanggal selesainya, atau "
        "pindahkan ke %(other)s."
    )
    words = {"horizon": band.title.lower(), "years": band.years}
    return text % (words | {"other": other.title.lower() if other else "–"})
