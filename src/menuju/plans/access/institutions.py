"""The doors to bodies, legal acts and commitment sheets of a masterplan version."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.plans.access import masterplans
from menuju.plans.models import Body, BodyMember, CommitmentSheet, LegalAct


def open_body(user: User, version: int, kind: str) -> Body:
    """A body of a version that may be written, set up or not yet; 404 for an unknown kind."""
    held = masterplans.open_draft(user, version)
    if kind not in Body.Kind.values:
        raise Http404
    body = held.bodies.filter(kind=kind).first() or Body(kind=kind)
    body.plan_version = held
    return body


def open_member(user: User, version: int, pk: int) -> BodyMember:
    """A member of a body of a version that may be written."""
    held = masterplans.open_draft(user, version)
    members = BodyMember.objects.select_related("body")
    member = get_object_or_404(members, pk=pk, body__plan_version=held)
    member.body.plan_version = held
    return member


def open_act(user: User, version: int, pk: int) -> LegalAct:
    """A legal act of a version that may be written."""
    held = masterplans.open_draft(user, version)
    act = get_object_or_404(LegalAct, pk=pk, plan_version=held)
    act.plan_version = held
    return act


def open_sheet(user: User, version: int, pk: int) -> CommitmentSheet:
    """A commitment sheet to read; who may sign it is decided by the office held."""
    held = masterplans.open_version(user, version)
    sheets = CommitmentSheet.objects.select_related(
        "agency", "person", "scan", "recorded_by__person"
    )
    sheet = get_object_or_404(sheets, pk=pk, plan_version=held)
    sheet.plan_version = held
    return sheet


def open_sheet_to_write(user: User, version: int, pk: int) -> CommitmentSheet:
    """A commitment sheet whose words are changed, or whose paper is recorded."""
    masterplans.open_draft(user, version)
    return open_sheet(user, version, pk)
