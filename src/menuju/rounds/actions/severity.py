"""The severity report of a round, and the correction that is declared before scoring."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.audit.actions import record
from menuju.instruments.queries import tree_of
from menuju.rounds.models import Round, SeverityReport
from menuju.rounds.queries.progress import lacking
from menuju.rounds.queries.severity import (
    FEWEST,
    digest_of_scores,
    sent_assignments,
    sent_scores,
)
from menuju.rounds.queries.strictness import ENGINE, figures_of


def report(round_: Round, *, by: User | None) -> SeverityReport:
    """Compute the report of the scores sent so far; once for the same scores.

    May take a minute at full size (a job); writes only at the end.
    """
    rows = sent_scores(round_)
    if len({row.assessor for row in rows}) < FEWEST:
        raise ValidationError(
            _("Laporan memerlukan nilai terkirim dari sedikitnya dua asesor.")
        )
    digest = digest_of_scores(rows)
    if known := round_.severity_reports.filter(inputs_digest=digest).first():
        return known
    tree = tree_of(round_.instrument_version)
    figures = figures_of(rows, tree, lacking(round_, tree).by_item)
    with transaction.atomic():
        made, is_new = SeverityReport.objects.get_or_create(
            round=round_,
            inputs_digest=digest,
            defaults={
                "figures": figures,
                "engine": ENGINE,
                "computed_at": timezone.now(),
                "provenance": round_.provenance,
            },
        )
        if is_new:
            record("reported severity", made, by=by, scores=digest)
    return made


@transaction.atomic
def declare(round_: Round, severity: str, *, by: User) -> Round:
    """Say whether the official score will be corrected; only while nobody sent a score.

    Whoever has seen scores could choose the rule that suits a result.
    """
    held = Round.objects.select_for_update().get(pk=round_.pk)
    if not can(by, Capability.MANAGE_ROUNDS):
        raise PermissionDenied(_("Peran Anda tidak mencakup pengelolaan tahap."))
    if severity not in Round.Severity.values:
        raise ValidationError({"severity": _("Pilih salah satu aturan.")})
    if count := sent_assignments(held):
        text = ngettext(
            "%(n)s penugasan sudah mengirim nilai, jadi aturan koreksi tahap ini tidak dapat diubah lagi. Rilis nilai tetap menunjukkan nilai sebelum dan sesudah koreksi; nyatakan koreksinya pada tahap berikutnya.",
            "%(n)s penugasan sudah mengirim nilai, jadi aturan koreksi tahap ini tidak dapat diubah lagi. Rilis nilai tetap menunjukkan nilai sebelum dan sesudah koreksi; nyatakan koreksinya pada tahap berikutnya.",
            count,
        )
        raise PermissionDenied(text % {"n": count})
    held.severity = severity
    is_none = severity == Round.Severity.NONE
    held.severity_declared_at = None if is_none else timezone.now()
    held.save(update_fields=["severity", "severity_declared_at"])
    record("declared severity", held, by=by, severity=severity)
    return held
