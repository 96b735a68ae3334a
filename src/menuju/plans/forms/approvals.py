"""Parse a mentor's answer and a signatory's approval."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import OfficeHolding, User
from menuju.plans.forms.signing import SigningForm
from menuju.plans.models import ReviewRound

SUMMARY = 20_000
DIGEST = 64


class ReadForm(forms.Form):
    """What somebody says of a text; ``read`` is the digest of what they had before them."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=DIGEST)

    def renew(self, read: str) -> None:
        """Keep what was typed, now about the text as it is; consent is asked for anew."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["read"] = read
            self.data.pop("agreed", None)


class VerdictForm(ReadForm):
    """The answer to a review."""

    verdict = forms.ChoiceField(
        label=_("Hasil tinjauan"),
        choices=[
            (one.value, one.label)
            for one in (ReviewRound.Verdict.MEND, ReviewRound.Verdict.READY)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu hasil tinjauan")},
    )
    summary = forms.CharField(
        label=_("Ringkasan untuk perencana"),
        help_text=_("Wajib bila dikembalikan: apa yang perlu diperbaiki, dan di mana."),
        max_length=SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, read: str, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"read": read})


class SignForm(ReadForm, SigningForm):
    """An approval of the text whose digest stands on the page."""

    field_order = ("read", "holding", "agreed", "password")
    holding = forms.ChoiceField(
        label=_("Menandatangani sebagai"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jabatan Anda")},
    )
    agreed = forms.BooleanField(
        label=_("Saya sudah membaca isinya dan mengesahkan isi dengan sidik ini."),
        error_messages={"required": _("Centang bila Anda mengesahkan isi ini")},
    )

    def __init__(
        self,
        user: User,
        holdings: list[OfficeHolding],
        read: str,
        data: QueryDict | None = None,
    ) -> None:
        only = holdings[0].pk if len(holdings) == 1 else None
        super().__init__(user, data, {"read": read, "holding": only})
        self._holdings = {str(one.pk): one for one in holdings}
        self.fields["holding"].choices = [  # type: ignore[attr-defined]
            (key, one.office.title) for key, one in self._holdings.items()
        ]

    @property
    def chosen(self) -> OfficeHolding:
        """The office by which somebody signs, for a form that is valid."""
        return self._holdings[self.cleaned_data["holding"]]
