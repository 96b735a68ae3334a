"""Parse what is sent about one document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from menuju.rounds.actions.evidence import Upload
from menuju.rounds.forms.answers import ACCEPTED, effective_date


class VersionForm(forms.Form):
    """A newer file of a document."""

    file = forms.FileField(
        label=_("Berkas versi baru"),
        help_text=_("PDF, JPG, PNG, XLSX, atau DOCX; paling besar 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Pilih berkas yang akan diunggah")},
    )
    effective_on = effective_date()

    def upload(self) -> Upload:
        """The file and its date, for a form that is valid."""
        file = self.cleaned_data["file"]
        return Upload(file, file.name, self.cleaned_data["effective_on"])
