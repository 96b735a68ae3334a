"""Parse who signs the self-assessment."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import OfficeHolding
from menuju.rounds.actions.submission import Signature


class HoldingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An office holder, by name and office."""

    def label_from_instance(self, obj: OfficeHolding) -> str:
        return f"{obj.person.name}, {obj.office.title}"


class SubmissionForm(forms.Form):
    """``key`` is made with the page: sending the same page twice is one act."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    holding = HoldingField(
        OfficeHolding.objects.none(),
        label=_("Pejabat yang menandatangani"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih pejabat yang menandatangani")},
    )
    is_true = forms.BooleanField(
        label=_(
            "Pejabat ini telah membaca isian dan menyatakan isinya benar menurut bukti yang ada."
        ),
        error_messages={"required": _("Nyatakan bahwa isian ini benar")},
    )

    def __init__(
        self, holdings: QuerySet[OfficeHolding], key: str, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"key": key})
        self.fields["holding"].queryset = holdings  # type: ignore[attr-defined]

    def signature(self) -> Signature:
        """Who signs, for a form that is valid."""
        return Signature(self.cleaned_data["holding"], self.cleaned_data["key"])
