"""The boards of a round as tables to take away, filtered as they were asked for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access.sittings import READERS
from menuju.rounds.models import Round
from menuju.rounds.queries import exports as tables
from menuju.rounds.queries.moderation import standing_of
from menuju.rounds.queries.rounds import board_of
from menuju.rounds.queries.tables import csv_of, workbook_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.downloads import csv, workbook
from menuju.rounds.views.minutes import COMMITTEE

LOOK = (Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)


@login_required
@require_safe
def participations(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """Every region of the round as the board shows it."""
    round_ = doors.open_round(request.user, code, *LOOK)
    asked = {key: request.GET.get(key, "") for key in ("status", "province", "kata")}
    made = tables.participations(round_, board_of(round_, asked))
    return _file(made, ending, "peserta", round_)


@login_required
@require_safe
def register(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """The attendance register: every office of every region with its sources."""
    round_ = doors.open_round(request.user, code, *COMMITTEE)
    return _file(tables.register(round_), ending, "kehadiran", round_)


@login_required
@require_safe
def queue(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """The queue of moderation in its order, the assessors as letters."""
    round_ = doors.open_round(request.user, code, *READERS)
    hidden = doors.judging_of(request.user, round_).unsent
    made = tables.queue(round_, standing_of(round_, hidden=hidden).queue)
    return _file(made, ending, "musyawarah", round_)


def _file(made: tables.Made, ending: str, name: str, round_: Round) -> HttpResponse:
    full = f"{name}-{round_.code}"
    if ending == "csv":
        return csv(csv_of(made.head, made.rows), full)
    return workbook(workbook_of(name, made.head, made.rows), full)
