"""What a person writes into a letter, and what stands above and below it."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.results.models import Letter, Letterhead
from menuju.results.queries.why.words import TITLES
from menuju.web.documents import unprintable

LANGUAGES = ("id", "en")
LONGEST = 8_000
LONGEST_REASON = 2_000
BLANK_LINE = re.compile(r"\n\s*\n")
PLACEHOLDER = re.compile(r"{([^{}]*)}")
KNOWN = {"number", "month", "year"}


def printable_only(text: str) -> None:
    """Refuse characters that the document's fonts cannot print, naming them."""
    if lost := unprintable(text):
        raise forms.ValidationError(
            gettext("Huruf ini tidak dapat dicetak: %(marks)s. Ganti atau hapus.")
            % {"marks": " ".join(lost[:10])}
        )


class LetterForm(forms.Form):
    """A field per section and language, named ``id-score``; a blank line parts paragraphs."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, letter: Letter, data: QueryDict | None = None) -> None:
        initial = {
            f"{lang}-{name}": "\n\n".join(letter.text.get(lang, {}).get(name, []))
            for lang in LANGUAGES
            for name in TITLES
        }
        super().__init__(data, initial={"version": letter.version, **initial})
        self.letter = letter
        for lang in LANGUAGES:
            for name, title in TITLES.items():
                self.fields[f"{lang}-{name}"] = _section(lang, str(title), name)

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """Each section with its two fields, beside each other."""
        for name, title in TITLES.items():
            yield {
                "title": title,
                "fields": [self[f"{lang}-{name}"] for lang in LANGUAGES],
            }

    @property
    def text(self) -> dict[str, dict[str, list[str]]]:
        """What was written, as a letter keeps it; an empty section is left out."""
        return {
            lang: {
                name: paragraphs
                for name in TITLES
                if (paragraphs := self._paragraphs(f"{lang}-{name}"))
            }
            for lang in LANGUAGES
        }

    def _paragraphs(self, field: str) -> list[str]:
        typed = self.cleaned_data.get(field, "").replace("\r\n", "\n")
        pieces = (" ".join(piece.split()) for piece in BLANK_LINE.split(typed))
        return [piece for piece in pieces if piece]


def _section(lang: str, title: str, name: str) -> forms.CharField:
    language = gettext("Indonesia") if lang == "id" else gettext("Inggris")
    return forms.CharField(
        label=f"{title} ({language})",
        required=name == "opening",
        max_length=LONGEST,
        validators=[printable_only],
        widget=forms.Textarea(attrs={"rows": 6, "lang": lang}),
        error_messages={"required": _("Tuliskan keputusannya: bagian ini wajib ada.")},
    )


class HeadForm(forms.ModelForm[Letterhead]):
    """The letterhead of a round, and how its letters are numbered."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Letterhead
        fields = (
            "institution_id",
            "institution_en",
            "unit_id",
            "unit_en",
            "address",
            "contact",
            "place",
            "number_pattern",
            "signatory_name",
            "signatory_office_id",
            "signatory_office_en",
            "copies",
        )
        labels = {
            "institution_id": _("Lembaga (Indonesia)"),
            "institution_en": _("Lembaga (Inggris)"),
            "unit_id": _("Unit (Indonesia)"),
            "unit_en": _("Unit (Inggris)"),
            "address": _("Alamat"),
            "contact": _("Kontak"),
            "place": _("Kota tempat surat dibuat"),
            "number_pattern": _("Pola nomor"),
            "signatory_name": _("Nama penanda tangan"),
            "signatory_office_id": _("Jabatan penanda tangan (Indonesia)"),
            "signatory_office_en": _("Jabatan penanda tangan (Inggris)"),
            "copies": _("Tembusan"),
        }
        help_texts = {
            "number_pattern": _(
                "B.{number}/SC/{month}/{year} menjadi B.7/SC/III/2019. Tiga kata dalam kurung "
                "kurawal diisi otomatis: {number} nomor urut, mulai 1 dalam tiap tahap; {month} "
                "bulan dengan angka Romawi; {year} tahun. Nomor yang terpakai tidak dipakai lagi."
            ),
            "copies": _(
                "Satu penerima setiap baris. Untuk surat berbahasa Inggris, tulis nama Inggrisnya "
                "sesudah tanda |, misalnya: Arsip | File."
            ),
        }
        widgets = {
            "address": forms.Textarea(attrs={"rows": 2}),
            "copies": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_number_pattern(self) -> str:
        """A pattern with {number}, and with no other words in braces than those known."""
        pattern = str(self.cleaned_data["number_pattern"])
        used = PLACEHOLDER.findall(pattern)
        if "number" not in used:
            raise forms.ValidationError(
                gettext(
                    "Pola nomor harus memuat {number}, agar setiap surat bernomor lain."
                )
            )
        if strangers := sorted(set(used) - KNOWN):
            raise forms.ValidationError(
                gettext(
                    "Pola nomor tidak mengenal {%(names)s}. Pakai {number}, {month}, {year}."
                )
                % {"names": "}, {".join(strangers)}
            )
        return pattern

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str) and (lost := unprintable(value)):
                self.add_error(
                    name,
                    gettext(
                        "Huruf ini tidak dapat dicetak: %(marks)s. Ganti atau hapus."
                    )
                    % {"marks": " ".join(lost[:10])},
                )
        return cleaned


class ReasonForm(forms.Form):
    """Why a letter is withdrawn, or kept against newer data."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasannya")},
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


USUAL = {"number_pattern": "B.{number}/{month}/{year}", "place": "Jakarta"}
"""What the form of a first letterhead begins with."""
