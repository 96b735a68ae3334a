"""Parse who is to judge whom, and what conflict somebody declares or resolves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.rounds.models import Round
from menuju.rounds.queries.pool import judges_of


class AssignForm(forms.Form):
    assessor = forms.ModelChoiceField(Person.objects.none(), label=_("Asesor"))

    def __init__(self, round_: Round, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        keys = [one.person.pk for one in judges_of(round_)]
        people = Person.objects.filter(pk__in=keys).select_related("institution")
        self.fields["assessor"].queryset = people  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    reason = forms.CharField(
        label=_("Apa hubungan Anda dengan daerah ini"),
        help_text=_(
            "Setelah dinyatakan, penilaian daerah ini tertutup bagi Anda sampai orang lain menyelesaikannya."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tuliskan apa hubungan Anda dengan daerah ini.")},
    )
