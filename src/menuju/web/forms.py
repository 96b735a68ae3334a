"""The form of the style guide: one field of each kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SHORTEST = 40


class SpecimenForm(forms.Form):
    staff = forms.IntegerField(
        label=_("Jumlah pegawai TIK"),
        help_text=_("Pegawai tetap dan kontrak pada 31 Desember."),
        error_messages={"required": _("Tuliskan jumlah pegawai TIK")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    level = forms.TypedChoiceField(
        label=_("Nilai"),
        coerce=int,
        choices=[
            (0, _("Tidak ada unsur pimpinan yang hadir.")),
            (1, _("Hanya pejabat setingkat bidang atau seksi.")),
            (2, _("Kepala Diskominfo atau Bappeda hadir, tanpa pimpinan daerah.")),
            (3, _("Wakil kepala daerah hadir bersama Diskominfo dan Bappeda.")),
            (4, _("Kepala daerah hadir dan memaparkan.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih nilai 0 sampai 4")},
    )
    confidence = forms.ChoiceField(
        label=_("Keyakinan Anda"),
        choices=[("low", _("Rendah")), ("medium", _("Sedang")), ("high", _("Tinggi"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keyakinan Anda")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Minimal 40 huruf. Akan dibaca daerah bila mereka bertanya."),
        widget=forms.Textarea(attrs={"rows": 4, "data-count": SHORTEST}),
        error_messages={"required": _("Tuliskan alasan")},
    )
    agency = forms.ChoiceField(
        label=_("Perangkat daerah"),
        choices=[("", _("Pilih perangkat daerah")), ("diskominfo", "Diskominfo")],
        required=False,
    )
    means = forms.MultipleChoiceField(
        label=_("Cara menyimpan bukti"),
        choices=[("scan", _("Pindaian")), ("photo", _("Foto"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = forms.FileField(
        label=_("Bukti"),
        help_text=_("PDF, JPG, PNG, XLSX, DOCX; 10 MB."),
        required=False,
    )
    sure = forms.BooleanField(
        label=_("Saya menyatakan isian ini benar"), required=False
    )

    def clean_reason(self) -> Any:  # noqa: ANN401 -- Django's cleaned data
        reason = self.cleaned_data["reason"]
        if len(reason) < SHORTEST:
            raise forms.ValidationError(
                gettext("Alasan minimal 40 huruf. Sekarang %(count)s huruf")
                % {"count": len(reason)}
            )
        return reason
