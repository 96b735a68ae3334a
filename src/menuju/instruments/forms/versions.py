"""Parse what is sent about whole versions: labels, files, choices."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models import Version
from menuju.instruments.models.document import Document
from menuju.instruments.queries.documents import read
from menuju.instruments.queries.imports import Import, read_workbook
from menuju.regions.models import Region

LARGEST_FILE = 5 * 1024 * 1024


class CopyForm(forms.Form):
    label = forms.CharField(
        label=_("Label versi baru"),
        max_length=30,
        help_text=_("Huruf, angka, titik, dan tanda hubung, misalnya 2018.1."),
    )


class EditionForm(forms.Form):
    """The edition that a button was pressed on, and where a node goes."""

    edition = forms.IntegerField()
    to = forms.CharField(required=False, max_length=60)


class RegionForm(forms.Form):
    daerah = forms.ModelChoiceField(
        Region.objects.none(),
        label=pgettext_lazy("satu", "Daerah"),
        to_field_name="code",
        empty_label=_("Pilih daerah"),
        error_messages={"invalid_choice": _("Daerah ini tidak dikenal.")},
    )

    def __init__(self, regions: QuerySet[Region], *args: Any) -> None:  # noqa: ANN401
        super().__init__(*args)
        field = self.fields["daerah"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = regions


class CompareForm(forms.Form):
    dengan = forms.ModelChoiceField(
        Version.objects.none(), label=_("Bandingkan dengan"), empty_label=None
    )

    def __init__(self, others: QuerySet[Version], *args: Any) -> None:  # noqa: ANN401
        super().__init__(*args)
        field = self.fields["dengan"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = others


class FileForm(forms.Form):
    """An instrument as a file: a workbook, or YAML."""

    file = forms.FileField(
        label=_("Berkas instrumen"),
        help_text=_("XLSX dari unduhan di sini, atau YAML. Paling besar 5 MB."),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file that is too large or of another kind by its name."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name = file.name or ""
        if Path(name).suffix.lower() not in {".xlsx", ".yaml", ".yml"}:
            raise forms.ValidationError(
                gettext("'%s' bukan XLSX atau YAML. Pilih berkas lain.") % name
            )
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                gettext("'%s' lebih besar dari 5 MB. Kecilkan berkasnya.") % name
            )
        return file

    def read(self) -> tuple[Document | None, list[str]]:
        """The document in the file, or every error in it as a sentence."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name = file.name or ""
        if Path(name).suffix.lower() == ".xlsx":
            found = _workbook(file, name)
            return found.document, [str(error) for error in found.errors]
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return None, [
                gettext("Berkas ini bukan teks UTF-8. Simpan ulang sebagai UTF-8.")
            ]
        document, findings = read(text, name)
        return document, [str(finding) for finding in findings]


def _workbook(file: "UploadedFile[bytes]", name: str) -> Import:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.xlsx"
        path.write_bytes(file.read())
        return read_workbook(path, name)
