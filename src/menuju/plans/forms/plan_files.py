"""Parse an uploaded workbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 5 * 1024 * 1024


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas XLSX"),
        help_text=_("Pakai berkas yang diunduh dari halaman ini. Paling besar 5 MB."),
        error_messages={"required": _("Pilih berkas XLSX.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:  # noqa: ANN401 -- as Django's field
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            text = gettext("“%(name)s” lebih besar dari 5 MB. Bagi berkasnya.")
            raise forms.ValidationError(text % {"name": file.name})
        return file
