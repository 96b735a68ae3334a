"""The bodies that people belong to, kept by whoever looks after people nationwide."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.accounts import access
from menuju.accounts.models import Institution, User
from menuju.audit.actions import record


@dataclass(frozen=True, slots=True)
class Named:
    """What is kept of an institution; the code is short and does not change later."""

    name: str
    short_name: str
    kind: Institution.Kind
    code: str = ""


@transaction.atomic
def add_institution(named: Named, *, by: User) -> Institution:
    """Enter an institution. ValidationError if its code or name is known."""
    _check(named, None, by)
    if Institution.objects.filter(code=named.code).exists():
        raise ValidationError({"code": gettext("Kode ini sudah dipakai lembaga lain")})
    made = Institution.objects.create(
        code=named.code,
        name=named.name,
        short_name=named.short_name,
        kind=named.kind,
    )
    record("added institution", made, by=by)
    return made


@transaction.atomic
def edit_institution(institution: Institution, named: Named, *, by: User) -> None:
    """Change the names or the kind of an institution."""
    _check(named, institution, by)
    institution.name = named.name
    institution.short_name = named.short_name
    institution.kind = named.kind
    institution.save(update_fields=["name", "short_name", "kind"])
    record("edited institution", institution, by=by, name=named.name)


def _check(named: Named, institution: Institution | None, by: User) -> None:
    if not access.keeps_institutions(by):
        raise PermissionDenied
    others = Institution.objects.filter(name__iexact=named.name)
    if institution:
        others = others.exclude(pk=institution.pk)
    if others.exists():
        raise ValidationError({"name": gettext("Lembaga dengan nama ini sudah ada")})
