"""What the browser sends about accounts and people."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.actions import Period, Scope
from menuju.accounts.forms.days import DayField
from menuju.accounts.models import CapabilitySet, Institution, User
from menuju.regions.models import Agency, Province, Region
from menuju.regions.queries import search

LONGEST_NAME = 160
PASSWORD_HINT = _("Sedikitnya 12 huruf. Rangkaian beberapa kata mudah diingat.")


class _Labelled:
    """Our words on allauth's fields, and no placeholder in place of a label."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_Labelled, allauth.LoginForm):  # type: ignore[misc]
    labels = {"login": _("Surel"), "password": _("Kata sandi")}


class ForgottenForm(_Labelled, allauth.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("Surel")}


class _Twice:
    """Says in our words that the two passwords differ."""

    def add_error(self, field: str | None, error: object) -> None:
        if field == "password2" and self.data.get("password2"):  # type: ignore[attr-defined]
            error = gettext("Kedua kata sandi belum sama. Tuliskan sekali lagi")
        super().add_error(field, error)  # type: ignore[misc]


class NewPasswordForm(_Twice, _Labelled, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {
        "password1": _("Kata sandi baru"),
        "password2": _("Kata sandi baru, sekali lagi"),
    }
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(_Twice, _Labelled, allauth.ChangePasswordForm):  # type: ignore[misc]
    labels = {"oldpassword": _("Kata sandi sekarang")} | NewPasswordForm.labels
    hints = {"password1": PASSWORD_HINT}


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Bahasa halaman dan surat"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class AcceptForm(forms.Form):
    """The password of a new account, typed twice."""

    password1 = forms.CharField(
        label=_("Kata sandi"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Tuliskan kata sandi")},
    )
    password2 = forms.CharField(
        label=_("Kata sandi, sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Tuliskan kata sandi sekali lagi")},
    )

    def __init__(self, email: str, data: Any = None) -> None:  # noqa: ANN401
        super().__init__(data)
        self.email = email

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, User(email=self.email))
        return password

    def clean(self) -> None:
        first = self.cleaned_data.get("password1")
        second = self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error(
                "password2",
                gettext("Kedua kata sandi belum sama. Tuliskan sekali lagi"),
            )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Surel"),
        max_length=254,
        help_text=_("Tautan undangan dikirim ke alamat ini dan berlaku 7 hari."),
        error_messages={
            "required": _("Tuliskan alamat surel"),
            "invalid": _(
                "Tuliskan alamat surel yang lengkap, misalnya nama@contoh.go.id"
            ),
        },
    )


def region_named(words: str) -> Region:
    """The one region that the words name; ValidationError with the closest if none."""
    found = search(words)
    exact = [
        each
        for each in found.regions
        if words.lower() in {each.name.lower(), each.code}
    ]
    fitting = exact or found.regions
    if len(fitting) == 1:
        return fitting[0]
    if near := ", ".join(str(each) for each in (found.regions or found.closest)[:5]):
        raise ValidationError(
            gettext("Tidak ada daerah bernama “%(words)s”. Maksud Anda %(near)s?")
            % {"words": words, "near": near}
        )
    raise ValidationError(
        gettext("Tidak ada daerah bernama “%(words)s”. Tuliskan nama atau kodenya")
        % {"words": words}
    )


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        error_messages={"required": _("Tuliskan nama lengkap")},
    )
    institution = forms.ModelChoiceField(
        label=_("Lembaga"),
        queryset=Institution.objects.all(),
        required=False,
        empty_label=_("Tidak ada"),
    )
    home_region = forms.CharField(
        label=_("Daerah asal"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Nama atau kode, misalnya Kota Balikpapan atau 64.71."),
    )

    def __init__(self, data: Any = None, *, home: Region | None = None) -> None:  # noqa: ANN401
        """``home`` fills in the region of those who look after one."""
        super().__init__(data)
        if home:
            del self.fields["institution"]
            self.fields["home_region"].initial = home.name

    def clean_home_region(self) -> Region | None:
        words = self.cleaned_data["home_region"].strip()
        return region_named(words) if words else None


class SeatForm(forms.Form):
    """Which capabilities, where, and for how long."""

    capability_set = forms.ModelChoiceField(
        label=_("Peran"),
        queryset=CapabilitySet.objects.none(),
        error_messages={"required": _("Pilih peran")},
    )
    reach = forms.ChoiceField(
        label=_("Jangkauan"),
        choices=[
            ("nation", _("Seluruh negeri")),
            ("province", _("Satu provinsi")),
            ("region", _("Satu kabupaten/kota")),
            ("agency", _("Satu perangkat daerah")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jangkauan")},
    )
    province = forms.ModelChoiceField(
        label=_("Provinsi"),
        queryset=Province.objects.all(),
        required=False,
        empty_label=_("Pilih bila satu provinsi"),
    )
    region = forms.CharField(
        label=_("Kabupaten/kota"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Nama atau kode, misalnya Kota Balikpapan atau 64.71."),
    )
    agency = forms.ChoiceField(
        label=_("Perangkat daerah"),
        choices=[("", _("Pilih bila satu perangkat daerah")), *Agency.Kind.choices],
        required=False,
    )
    held_from = DayField(
        label=_("Mulai"),
        required=False,
    )
    held_to = DayField(
        label=_("Sampai"),
        required=False,
        help_text=_("Kosongkan bila belum ditentukan."),
    )

    def __init__(
        self,
        sets: QuerySet[CapabilitySet],
        data: Any = None,  # noqa: ANN401
        *,
        home: Region | None = None,
    ) -> None:
        """``home`` narrows the choice for those who look after one region."""
        super().__init__(data)
        self.fields["capability_set"].queryset = sets  # type: ignore[attr-defined]
        if home:
            del self.fields["province"]
            reach = self.fields["reach"]
            reach.choices = reach.choices[2:]  # type: ignore[attr-defined]
            self.fields["region"].initial = home.name

    def clean_region(self) -> Region | None:
        words = self.cleaned_data["region"].strip()
        return region_named(words) if words else None

    def clean(self) -> None:
        for reach, field, message in (
            ("province", "province", _("Pilih provinsi")),
            ("region", "region", _("Tuliskan kabupaten/kota")),
            ("agency", "region", _("Tuliskan kabupaten/kota")),
            ("agency", "agency", _("Pilih perangkat daerah")),
        ):
            is_needed = self.cleaned_data.get("reach") == reach
            if (
                is_needed
                and not self.cleaned_data.get(field)
                and field not in self.errors
            ):
                self.add_error(field, message)
        if not self.errors and self.cleaned_data["reach"] == "agency":
            self.cleaned_data["agency"] = self._agency()

    def _agency(self) -> Agency | None:
        region, kind = self.cleaned_data["region"], self.cleaned_data["agency"]
        found = Agency.objects.filter(region=region, kind=kind).first()
        if found is None:
            self.add_error(
                "agency",
                gettext(
                    "%(region)s belum memiliki perangkat daerah ini di dalam daftar"
                )
                % {"region": region},
            )
        return found

    @property
    def scope(self) -> Scope:
        """The scope that was chosen; fields of other reaches do not count."""
        reach = self.cleaned_data["reach"]
        if reach == "nation":
            return Scope()
        return Scope(**{reach: self.cleaned_data[reach]})

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["held_from"], self.cleaned_data["held_to"])
