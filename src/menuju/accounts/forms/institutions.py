"""What the browser sends about institutions."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.actions import Named
from menuju.accounts.models import Institution


class InstitutionForm(forms.Form):
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=160,
        error_messages={"required": _("Tuliskan nama lengkap")},
    )
    short_name = forms.CharField(
        label=_("Nama singkat"),
        max_length=40,
        help_text=_("Misalnya ITS atau Kemendagri."),
        error_messages={"required": _("Tuliskan nama singkat")},
    )
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[("", _("Pilih jenis")), *Institution.Kind.choices],
        error_messages={"required": _("Pilih jenis lembaga")},
    )
    code = forms.SlugField(
        label=_("Kode"),
        max_length=30,
        help_text=_("Huruf kecil tanpa spasi; tidak berubah lagi sesudahnya."),
        error_messages={
            "required": _("Tuliskan kode"),
            "invalid": _("Pakai huruf, angka, dan tanda hubung saja"),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, known: Institution | None = None
    ) -> None:
        """``known`` fills in the institution that is changed; its code stays."""
        names = ("name", "short_name", "kind")
        initial = {each: getattr(known, each) for each in names} if known else None
        super().__init__(data, initial=initial)
        if known:
            del self.fields["code"]

    @property
    def named(self) -> Named:
        sent = self.cleaned_data
        kind = Institution.Kind(sent["kind"])
        return Named(sent["name"], sent["short_name"], kind, sent.get("code", ""))
