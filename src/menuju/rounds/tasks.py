"""Work of a round that takes longer than a page may; who asked for it must still hold it."""

from django.urls import reverse
from django.utils.translation import gettext

from menuju.accounts.models import Capability, User
from menuju.jobs.actions import Progress, job
from menuju.rounds.access import judging as doors
from menuju.rounds.actions.proposals import propose
from menuju.rounds.actions.severity import report
from menuju.rounds.models import Round
from menuju.rounds.queries.proposals import Ask


@job()
def propose_panels(
    progress: Progress, round_id: int, seed: int, anchors: int | None, user_id: int
) -> str:
    """Compute a proposal of panels; done twice there are two, and none is applied."""
    by = User.objects.get(pk=user_id)
    doors.require(by, Capability.ASSIGN)
    progress(0, 2, gettext("Menyusun panel"))
    round_ = Round.objects.select_related("instrument_version__instrument").get(
        pk=round_id
    )
    made = propose(round_, Ask(seed, anchors), by=by)
    progress(2, 2)
    return reverse("rounds:proposal", args=[round_.code, made.pk])


@job()
def report_severity(progress: Progress, round_id: int, user_id: int) -> str:
    """Compute the severity report; done twice it is the same one."""
    by = User.objects.get(pk=user_id)
    round_ = Round.objects.select_related("instrument_version__instrument").get(
        pk=round_id
    )
    doors.require_severity_reader(by, round_)
    progress(0, 1, gettext("Memperkirakan keketatan dan kesepakatan"))
    report(round_, by=by)
    progress(1, 1)
    return reverse("rounds:severity", args=[round_.code])
