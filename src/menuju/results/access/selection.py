"""Who writes the rules of a selection, tries them, and reads what was decided."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.results.models import Decision, DryRun, Release, Replacement, SelectionRules
from menuju.rounds.models import Round
from menuju.web.exceptions import ElsewhereError

WRITERS = (Capability.DECIDE, Capability.MANAGE_ROUNDS)


def may_write_rules(user: User) -> bool:
    """Whether somebody writes rules: who carries rounds, or decides."""
    return any(can(user, capability) for capability in WRITERS)


def require_rule_writer(user: User) -> None:
    """Refuse (403) everybody else."""
    if not may_write_rules(user):
        raise PermissionDenied(
            _("Aturan seleksi ditulis oleh pengelola tahap. Hubungi sekretariat.")
        )


def open_rules(round_: Round, number: int) -> SelectionRules:
    """One version of a round's rules, or 404."""
    rules = SelectionRules.objects.select_related("round", "made_by__person")
    return get_object_or_404(rules, round=round_, number=number)


def open_dry_run(round_: Round, pk: int) -> DryRun:
    """One dry run of a round, or 404."""
    runs = DryRun.objects.select_related("rules", "run_by__person")
    return get_object_or_404(runs, round=round_, pk=pk)


def reads_proposals(user: User, release: Release) -> bool:
    """Whether somebody reads who is proposed or chosen.

    Until the release is open that is only who decides; to carry the round is not enough.
    """
    return release.published_at is not None or can(user, Capability.DECIDE)


def require_reader_of_proposals(user: User, release: Release) -> None:
    """Missing (404) for whoever may not know yet."""
    if not reads_proposals(user, release):
        raise Http404


def open_replacement(decision: Decision, pk: int) -> Replacement:
    """A proposed change to a decision, or 404."""
    rows = Replacement.objects.select_related("proposed_by__person__institution")
    return get_object_or_404(rows, decision=decision, pk=pk)


def require_simulator(user: User, release: Release) -> None:
    """Refuse (403) who only reads; and everybody once the decision rests on the figures."""
    if not (may_write_rules(user) or can(user, Capability.FREEZE)):
        raise PermissionDenied(
            _("Ketidakpastian dihitung oleh pengelola tahap. Hubungi sekretariat.")
        )
    decided = Decision.objects.filter(release=release, decided_at__isnull=False)
    if decided.exists() and hasattr(release, "simulation"):
        raise PermissionDenied(
            _(
                "Keputusan tahap ini sudah ditetapkan, jadi ketidakpastian yang dipakai saat memutuskan tidak dihitung lagi."
            )
        )


def require_unlocked(round_: Round, *, is_published: bool) -> None:
    """Refuse (403) the simulator once the rules stand, and lead to the dry runs."""
    if is_published:
        raise ElsewhereError(
            _(
                "Aturan seleksi tahap ini sudah terbit, jadi simulasi kebijakan ditutup: aturan tidak disesuaikan lagi dengan hasilnya. Uji coba dengan aturan yang terbit tetap dapat dijalankan."
            ),
            reverse("results:dry-runs", args=[round_.code]),
            _("Uji coba seleksi"),
        )
