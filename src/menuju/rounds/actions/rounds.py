"""Open a round, change it while it is prepared, and invite regions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.models import Version
from menuju.regions.models import Region
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Participation, PhaseWindow, Round
from menuju.rounds.queries.deadlines import deadline_of
from menuju.rounds.queries.submission import database_time
from menuju.web.components.formats import moment

Windows = Mapping[str, tuple[datetime, datetime, bool]]
"""Phase → opens, closes, opens itself."""


@transaction.atomic
def create(*, by: User, windows: Windows, **fields: Any) -> Round:  # noqa: ANN401 -- a model's fields, typed by its form
    """Open a round in preparation; ``fields`` are those of Round."""
    _check(fields["instrument_version"], fields["code"])
    made = Round.objects.create(**fields)
    _schedule(made, windows)
    record("opened", made, by=by)
    return made


@transaction.atomic
def edit(round_: Round, *, by: User, windows: Windows, **fields: Any) -> Round:  # noqa: ANN401 -- a model's fields, typed by its form
    """Change a round; only in preparation, so that nobody is judged by moved rules."""
    held = Round.objects.select_for_update().get(pk=round_.pk)
    if held.phase != Round.Phase.PREPARATION:
        raise PermissionDenied(_("Aturan tahap hanya dapat diubah selama persiapan."))
    _check(fields["instrument_version"], held.code)
    for name, value in fields.items():
        setattr(held, name, value)
    held.save()
    _schedule(held, windows)
    record("edited", held, by=by)
    return held


@transaction.atomic
def invite(round_: Round, regions: Iterable[Region], *, by: User) -> int:
    """Invite regions that are not in the round yet; how many were new."""
    if not permits(round_, Act.INVITE):
        raise PermissionDenied(_("Undangan tidak dibuka pada fase ini."))
    Round.objects.select_for_update().get(pk=round_.pk)
    known = set(round_.participations.values_list("region", flat=True))
    now = timezone.now()
    fresh = [
        Participation(round=round_, region=region, invited_at=now)
        for region in regions
        if region.pk not in known
    ]
    Participation.objects.bulk_create(fresh)
    record("invited", round_, by=by, regions=len(fresh))
    return len(fresh)


@transaction.atomic
def mark_absent(
    participation: Participation, *, reason: str, by: User
) -> Participation:
    """Note that a region does not go on: it never answered, or sent nothing in time."""
    held = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("round", "submission", "region__province")
        .get(pk=participation.pk)
    )
    if held.round.phase != Round.Phase.SELF_ASSESSMENT or hasattr(held, "submission"):
        raise PermissionDenied(
            _("Daerah hanya dapat ditandai selama penilaian mandiri, sebelum mengirim.")
        )
    _require_time_over(held)
    if not reason.strip():
        raise ValidationError({"reason": _("Tuliskan alasan.")})
    held.status = Participation.Status.WITHDRAWN
    held.answered_at, held.reply_reason = timezone.now(), reason.strip()
    held.save(update_fields=["status", "answered_at", "reply_reason"])
    record("marked absent", held, by=by)
    return held


def _require_time_over(held: Participation) -> None:
    """What was given in public is not taken back by marking the region away."""
    deadline = deadline_of(held)
    if deadline and deadline.extension and database_time() < deadline.closes_at:
        raise PermissionDenied(
            _(
                "Tenggat daerah ini diperpanjang sampai %(at)s dan perpanjangan itu masih berjalan. Tandai sesudah itu, atau minta daerah menjawab sendiri bahwa ia mundur."
            )
            % {"at": moment(deadline.closes_at, held.region.time_zone)}
        )


def _check(version: Version, code: str) -> None:
    if version.status != Version.Status.PUBLISHED:
        raise ValidationError(
            {
                "instrument_version": _(
                    "Tahap %(code)s memerlukan versi instrumen yang sudah terbit."
                )
                % {"code": code}
            }
        )


def _schedule(round_: Round, windows: Windows) -> None:
    last = None
    for phase, (opens, closes, itself) in windows.items():
        if closes <= opens:
            raise ValidationError(_("Setiap fase harus ditutup setelah dibuka."))
        if last and opens < last:
            raise ValidationError(_("Fase harus dibuka berurutan."))
        last = opens
        PhaseWindow.objects.update_or_create(
            round=round_,
            phase=phase,
            defaults={"opens_at": opens, "closes_at": closes, "opens_itself": itself},
        )
    round_.windows.exclude(phase__in=list(windows)).delete()
