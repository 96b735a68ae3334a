"""Parse who is to judge whom, and what conflict somebody declares or resolves."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.rounds.models import Round
from menuju.rounds.queries.pool import Judge, given_to, judges_of


class AssignForm(forms.Form):
    """Who is available, with their institution and how many regions they have."""

    assessor = forms.ModelChoiceField(Person.objects.none(), label=_("Asesor"))

    def __init__(self, round_: Round, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        judges, given = judges_of(round_), given_to(round_)
        said = {
            one.person.pk: _said(one, given.get(one.person.pk, 0)) for one in judges
        }
        field: Any = self.fields["assessor"]
        field.queryset = Person.objects.filter(pk__in=said)
        field.label_from_instance = lambda person: said[person.pk]


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


def _said(one: Judge, given: int) -> str:
    body = one.person.institution.short_name if one.person.institution else "–"
    if one.capacity is None:
        text = gettext("%(name)s · %(body)s · %(given)d daerah")
    else:
        text = gettext("%(name)s · %(body)s · %(given)d dari %(capacity)d daerah")
    names = {"name": one.person.name, "body": body, "given": given}
    return text % (names | {"capacity": one.capacity})
