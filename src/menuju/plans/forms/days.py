"""A day in a form of this slice."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, picked in the browser or typed: 2019-12-31 or 31/12/2019."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d/%m/%Y")
    default_error_messages = {"invalid": _("Tulis tanggal seperti 31/12/2019.")}
