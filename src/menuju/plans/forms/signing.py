"""Whoever signs says once more who they are."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import User


class SigningForm(forms.Form):
    """A signature by ``user``, confirmed with the password of their account."""

    password = forms.CharField(
        label=_("Kata sandi Anda"),
        help_text=_("Memastikan bahwa Anda sendiri yang menandatangani."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Tuliskan kata sandi Anda.")},
    )

    def __init__(
        self, user: User, data: QueryDict | None, initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.user = user
        if settings.DEMO:  # the cards sign in without one
            text = gettext("Kata sandi semua orang rekaan di demo ini: %s")
            self.fields["password"].help_text = text % settings.DEMO_PASSWORD

    def clean_password(self) -> str:
        """Never kept and never shown again."""
        if not self.user.check_password(self.cleaned_data["password"]):
            text = gettext("Kata sandi tidak cocok. Tuliskan sekali lagi.")
            raise forms.ValidationError(text)
        return ""
