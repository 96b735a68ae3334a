"""Let the simulated people of the rehearsal act, while a page tells how far it is."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from menuju.accounts.models import User
from menuju.config.demo import stand_in
from menuju.config.demo.access import open_rehearsal
from menuju.jobs.actions import Progress, job
from menuju.rounds.models import Assignment

COMMITTEE = "panitia@menuju.example"


@job()
def simulate_scores(progress: Progress, code: str, user_id: int) -> str:
    """Score and send what simulated assessors have left; done twice nothing is added."""
    round_ = open_rehearsal(User.objects.get(pk=user_id), code)
    stand_in.require_panels(round_)
    rows = stand_in.waiting(round_)
    progress(0, len(rows), gettext("Menulis dan mengirim nilai asesor"))
    done = 0
    for _region, panel in groupby(rows, _region_of):
        together = list(panel)
        stand_in.judge(round_, together)
        done += len(together)
        progress(done, len(rows), together[0].participation.region.name)
    return reverse("rounds:progress", args=[code])


@job()
def simulate_attendance(progress: Progress, code: str, user_id: int) -> str:
    """Confirm every simulated attendance; Balikpapan's waits for the committee."""
    round_ = open_rehearsal(User.objects.get(pk=user_id), code)
    committee = User.objects.get(email=COMMITTEE)
    slots = stand_in.unconfirmed(round_)
    progress(0, len(slots), gettext("Mengesahkan kehadiran"))
    for done, slot in enumerate(slots, 1):
        stand_in.confirm_attendance(slot, committee)
        progress(done, len(slots), slot.participation.region.name)
    return reverse("rounds:attendance_list", args=[code])


def _region_of(row: Assignment) -> str:
    return row.participation.region_id
