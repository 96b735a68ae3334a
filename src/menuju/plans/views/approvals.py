"""Approval by two signatories, and publication."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans import access
from menuju.plans.access import guidance as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import approvals as actions
from menuju.plans.actions.publication import publish as publish_version
from menuju.plans.actions.reviews import ChangedTextError
from menuju.plans.forms.approvals import SignForm
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries import approvals as queries
from menuju.plans.queries.completeness import blockers_of
from menuju.plans.queries.reviews import latest_review
from menuju.plans.views import AuthedRequest
from menuju.plans.views.books import order
from menuju.plans.views.masterplans import page_of
from menuju.plans.views.signing import limit_tries

SHOWN = 10


@login_required
def approval(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who signed what digest, what is waited for; published by whoever may."""
    version = masterplans.open_version(request.user, pk)
    region = version.masterplan.region
    digest, latest = queries.digest_now(version), latest_review(version)
    given = queries.approvals_of(version)
    signings = queries.signings_of(version, given, digest)
    may_approve = access.may_approve(request.user, region)
    has_signed = queries.has_signed(signings, request.user.person)
    is_ready = version.state == version.State.REVIEW and queries.says_ready(latest)
    context = page_of(request, version) | {
        "digest": digest,
        "signings": signings,
        "withdrawn": [one for one in given if one.withdrawn_at][:SHOWN],
        "latest": latest,
        "is_ready": is_ready,
        "is_changed": bool(latest and latest.digest != digest),
        "rests_on_draft": queries.rests_on_draft(version),
        "may_sign": may_approve and is_ready and not has_signed,
        "may_publish": doors.may_publish(request.user, region),
    }
    return render(request, "plans/guidance/approval.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: AuthedRequest, pk: int) -> HttpResponse:
    """What stands in the way, and the signature under the digest that is shown."""
    version = doors.open_to_approve(request.user, pk)
    actions.require_ready(version)
    own = queries.holdings_of(request.user.person, version.masterplan.region)
    digest = queries.digest_now(version)
    form = SignForm(request.user, own, digest, request.POST or None)
    if form.is_bound:
        limit_tries(request)
    if form.is_bound and form.is_valid() and _is_signed(request, version, form, digest):
        messages.success(request, _("Pengesahan Anda tersimpan."))
        return redirect("plans:approval", pk)
    context = page_of(request, version) | _in_the_way(version)
    context |= {"digest": digest, "form": form, "holdings": own}
    status = 422 if form.is_bound else 200
    return render(request, "plans/guidance/sign.html", context, status=status)


@login_required
@require_POST
def take_back(request: AuthedRequest, pk: int, key: int) -> HttpResponse:
    """Take one's own approval back."""
    held = doors.open_approval(request.user, pk, key)
    actions.take_back(held, by=request.user)
    messages.success(request, _("Pengesahan Anda ditarik."))
    return redirect("plans:approval", pk)


@login_required
@require_POST
def publish(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let everybody read an approved version."""
    version = doors.open_to_publish(request.user, pk)
    try:
        version = publish_version(version, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        order(request, version)
        text = _("Masterplan terbit. Isinya tetap sejak sekarang; bukunya disusun.")
        messages.success(request, text)
    return redirect("plans:approval", pk)


@login_required
def content_file(request: AuthedRequest, pk: int) -> HttpResponse:
    """The content as canonical JSON; the SHA-256 of these bytes is the digest."""
    version = masterplans.open_version(request.user, pk)
    plan = version.masterplan
    name = f"masterplan-{plan.region_id}-{plan.first_year}-v{version.number}.json"
    return HttpResponse(
        queries.text_now(version).encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _is_signed(
    request: AuthedRequest, version: MasterplanVersion, form: SignForm, digest: str
) -> bool:
    """Sign; what refuses it stands on the form."""
    try:
        read = form.cleaned_data["read"]
        actions.sign(version, form.chosen, read=read, by=request.user)
    except ChangedTextError as refusal:
        form.renew(digest)
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


def _in_the_way(version: MasterplanVersion) -> dict[str, Any]:
    """The rules that hold a signature back; not asked while the RPJMD is a draft."""
    rests_on_draft = queries.rests_on_draft(version)
    blockers = [] if rests_on_draft else blockers_of(version)
    return {
        "rests_on_draft": rests_on_draft,
        "blockers": blockers[:SHOWN],
        "blocking": len(blockers),
    }
