"""Draft, approve and send many letters. Each one is its own step, so twice is once.

A job may run, or run again, long after it was asked for: it asks once more whether the
person still may.
"""

from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from menuju.accounts.models import User
from menuju.jobs.actions import Progress, job
from menuju.results.access import letters as access
from menuju.results.actions import letters
from menuju.results.actions.letters.holding import StaleTextError
from menuju.results.models import Decision, Letter
from menuju.results.queries.why import whys_of


@job()
def draft_all(progress: Progress, decision_id: int, by_id: int) -> str:
    """Write every letter of a decision that is not there yet."""
    by = User.objects.get(pk=by_id)
    access.require_writer(by)
    decision = Decision.objects.select_related(
        "release__round__instrument_version", "release__freeze", "rules"
    ).get(pk=decision_id)
    have = Letter.objects.filter(decision=decision).exclude(
        state=Letter.State.WITHDRAWN
    )
    regions = decision.lines.exclude(
        result__participation__in=have.values("participation")
    ).values_list("result__participation__region", flat=True)
    missing = list(regions)
    progress(0, len(missing), gettext("Menyusun surat"))
    for done, why in enumerate(whys_of(decision, missing), 1):
        letters.draft(decision, why, by)
        progress(done, len(missing), why.name)
    return reverse("results:letters", args=[decision.release.round.code])


@job()
def approve_many(progress: Progress, chosen: list[tuple[int, int]], by_id: int) -> str:
    """Approve several letters; those that cannot be are named at the end.

    Each comes with the version that the approver read: later words are not approved.
    """
    by = User.objects.get(pk=by_id)
    access.require_approver(by)
    versions = dict(chosen)

    def approve(letter: Letter) -> None:
        letters.approve(letter, by, version=versions[letter.pk])

    return _each(progress, list(versions), approve)


@job()
def send_many(progress: Progress, chosen: list[int], by_id: int) -> str:
    """Send several approved letters; those that cannot be are named at the end."""
    by = User.objects.get(pk=by_id)
    access.require_writer(by)
    return _each(progress, chosen, lambda letter: letters.send(letter, by))


def _each(
    progress: Progress, pks: Sequence[int], act: Callable[[Letter], object]
) -> str:
    found = _letters(pks)
    refused = []
    for done, letter in enumerate(found, 1):
        try:
            act(letter)
        except (ValidationError, PermissionDenied, StaleTextError) as refusal:
            refused.append((letter, _words(refusal)))
        progress(done, len(found), letter.participation.region.name)
    if refused:
        raise ValidationError(_summary(len(found) - len(refused), refused))
    return reverse("results:letters", args=[found[0].participation.round.code])


def _letters(pks: Iterable[int]) -> list[Letter]:
    rows = Letter.objects.filter(pk__in=list(pks)).select_related(
        "participation__region", "participation__round"
    )
    return list(rows.order_by("participation__region__short_name"))


def _words(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, StaleTextError):
        return gettext("Orang lain menyimpan perubahan sementara itu.")
    return str(refusal)


def _summary(done: int, refused: Sequence[tuple[Letter, str]]) -> list[str]:
    first = ngettext("%(n)s surat selesai.", "%(n)s surat selesai.", done) % {"n": done}
    return [
        first,
        *(f"{each.participation.region.name}: {words}" for each, words in refused),
    ]
