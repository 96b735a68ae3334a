"""Parse whether a round corrects the official score for severity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from menuju.rounds.models import Round


class SeverityForm(forms.Form):
    severity = forms.ChoiceField(
        label=_("Nilai resmi tahap ini"),
        choices=Round.Severity,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu aturan.")},
    )
