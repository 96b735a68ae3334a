"""Parse a coat of arms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EmblemForm(forms.Form):
    file = forms.FileField(
        label=_("Lambang daerah"),
        help_text=_("PNG atau JPG, paling besar 5 MB. Dicetak setinggi 3 cm."),
        error_messages={
            "required": _("Pilih gambar lambangnya."),
            "empty": _("Berkas ini kosong. Pilih gambar lain."),
        },
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
