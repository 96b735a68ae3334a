"""What may be done with letters: one POST each, answered with the page it belongs to."""

import re
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from menuju.jobs.actions import start
from menuju.results.access import letters as access
from menuju.results.actions import letters as actions
from menuju.results.forms.letters import ReasonForm
from menuju.results.models import Letter
from menuju.results.tasks import letters as jobs
from menuju.results.views import AuthedRequest
from menuju.results.views.letters.pages import page
from menuju.web.exceptions import ConflictError

MARK = re.compile(r"([0-9]{1,15})-([0-9]{1,9})")
MOST = 2_000
"""Letters that are approved at once."""


@login_required
@require_POST
def draft_all(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Write every letter that is missing, as a job."""
    round_, decision = access.open_letters_desk(request.user, round_code)
    access.require_writer(request.user)
    if decision is None:
        raise Http404
    job = start(
        jobs.draft_all,
        {"decision_id": decision.pk, "by_id": request.user.pk},
        label=_("Menyusun surat %(round)s") % {"round": round_.title},
        by=request.user,
        back=request.path.removesuffix("susun/"),
    )
    return redirect("jobs:job", job.pk)


@login_required
@require_POST
def approve_many(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Approve the letters that were ticked, as a job."""
    access.open_letters_desk(request.user, round_code)
    access.require_approver(request.user)
    ticked = _ticked(request)
    chosen = _of(request, round_code).filter(pk__in=list(ticked))
    pks = chosen.values_list("pk", flat=True)
    return _many(
        request, round_code, [[pk, ticked[pk]] for pk in sorted(pks)], "approve"
    )


@login_required
@require_POST
def send_many(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Send every approved letter, as a job."""
    access.open_letters_desk(request.user, round_code)
    access.require_writer(request.user)
    approved = _of(request, round_code).filter(state=Letter.State.APPROVED)
    return _many(
        request, round_code, sorted(approved.values_list("pk", flat=True)), "send"
    )


@login_required
@require_POST
def read(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Say that a draft was read and is left as it was written."""

    def leave(letter: Letter) -> str:
        version = _version(request)
        actions.leave_as_written(letter, request.user, version=version)
        return _("Dicatat: surat sudah dibaca dan dibiarkan seperti konsepnya.")

    return _act(request, (round_code, region_code), leave, access.keeps_letters)


@login_required
@require_POST
def approve(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Approve one letter, as the approver read it."""
    access.require_approver(request.user)

    def allow(letter: Letter) -> str:
        actions.approve(letter, request.user, version=_version(request))
        return _("Surat disetujui.")

    return _act(request, (round_code, region_code), allow, access.may_approve)


@login_required
@require_POST
def redraft(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Write a letter anew from today's data."""
    access.require_writer(request.user)

    def again(letter: Letter) -> str:
        actions.redraft(letter, request.user, version=_version(request))
        return _("Surat disusun ulang dari data hari ini.")

    return _act(request, (round_code, region_code), again, access.may_write)


@login_required
@require_POST
def keep(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Keep a letter against newer data, with a reason."""
    access.require_writer(request.user)
    form = ReasonForm(request.POST)

    def stay(letter: Letter) -> str:
        digest, reason = _given(form)
        actions.keep(letter, request.user, digest=digest, reason=reason)
        return _("Dicatat: surat tetap dipakai, dengan alasan.")

    return _act(
        request, (round_code, region_code), stay, access.may_write, keep_form=form
    )


@login_required
@require_POST
def send(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Send one letter."""
    access.require_writer(request.user)

    def give(letter: Letter) -> str:
        actions.send(letter, request.user)
        return _("Surat dikirim kepada daerah.")

    return _act(request, (round_code, region_code), give, access.may_write)


@login_required
@require_POST
def withdraw(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Take a letter out of force, with a reason."""
    access.require_writer(request.user)
    form = ReasonForm(request.POST, prefix="tarik")

    def take(letter: Letter) -> str:
        actions.withdraw(letter, request.user, reason=_given(form)[1])
        return _("Surat ditarik. Nomornya tidak dipakai lagi.")

    return _act(
        request, (round_code, region_code), take, access.may_write, withdraw_form=form
    )


def _act(
    request: AuthedRequest,
    place: tuple[str, str],
    act: Callable[[Letter], str],
    allowed: Callable[..., bool],
    **forms: ReasonForm,
) -> HttpResponse:
    """Do it, or show the letter's page again with the reason; what was typed stays."""
    opened = access.open_letter(request.user, *place)
    if not allowed(request.user):
        raise Http404
    try:
        said = act(opened)
    except actions.StaleTextError as stale:
        raise ConflictError(
            _("Surat ini disimpan orang lain sejak Anda membukanya.")
        ) from stale
    except ValidationError as refusal:
        context = page(request, opened) | forms | {"problems": refusal.messages}
        return render(request, "results/letters/letter.html", context, status=422)
    messages.success(request, said)
    return redirect("results:letter", *place)


def _ticked(request: AuthedRequest) -> dict[int, int]:
    """The version of each ticked letter as the person read it, by key: "12-3"."""
    sent = request.POST.getlist("letter")[:MOST]
    return {int(mark[1]): int(mark[2]) for mark in map(MARK.fullmatch, sent) if mark}


def _many(
    request: AuthedRequest, round_code: str, found: Sequence[object], verb: str
) -> HttpResponse:
    if not found:
        messages.error(request, _("Tidak ada surat yang dipilih atau siap."))
        return redirect("results:letters", round_code)
    works = {
        "approve": (jobs.approve_many, _("Menyetujui surat")),
        "send": (jobs.send_many, _("Mengirim surat")),
    }
    work, label = works[verb]
    arguments = {"chosen": list(found), "by_id": request.user.pk}
    back = request.path.rsplit("/", 2)[0] + "/"
    job = start(work, arguments, label=label, by=request.user, back=back)
    return redirect("jobs:job", job.pk)


def _of(request: AuthedRequest, round_code: str) -> QuerySet[Letter]:
    return access.letters_visible_to(request.user).filter(
        participation__round__code=round_code
    )


def _version(request: AuthedRequest) -> int:
    """The version that the person read; -1 (none) where it was not sent."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1  # noqa: PLR2004


def _given(form: ReasonForm) -> tuple[str, str]:
    """Digest and reason as they were typed; refused where the form is not right."""
    if not form.is_valid():
        raise ValidationError(
            [error for each in form.errors.values() for error in each]
        )
    return form.cleaned_data["digest"], form.cleaned_data["reason"]
