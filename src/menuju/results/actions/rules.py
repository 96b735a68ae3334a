"""Write the rules of a selection, and let them stand."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.accounts.queries import is_brought_in
from menuju.audit.actions import record
from menuju.results.models import Decision, SelectionRules
from menuju.results.queries.rules import Problem, field_problems, written_problems
from menuju.results.queries.selection import Terms, terms_from
from menuju.rounds.models import Round
from menuju.web.exceptions import ConflictError


@transaction.atomic
def save_rules(
    round_: Round, terms: Terms, by: User | None, *, note: str = ""
) -> SelectionRules:
    """Keep the rules as a new version; earlier ones stay. ValidationError says what to mend."""
    held = _hold(round_)
    if found := written_problems(terms):
        raise ValidationError(_told(found))
    newest = held.selection_rules.first()
    made = SelectionRules.objects.create(
        round=held,
        number=newest.number + 1 if newest else 1,
        places=terms.places,
        reserves=terms.reserves,
        series_places=terms.series_places,
        minima=[dict(each) for each in terms.minima],
        gates=[dict(each) for each in terms.gates],
        ties=terms.ties,
        note=note.strip(),
        made_by=by,
        made_at=timezone.now(),
        provenance=held.provenance,
    )
    record("wrote selection rules", made, by=by, digest=terms.digest)
    return made


@transaction.atomic
def publish_rules(rules: SelectionRules, by: User) -> SelectionRules:
    """Let rules stand for good, as a person who did not write them."""
    held = _hold(rules.round)
    waiting = held.selection_rules.select_for_update(of=("self",)).get(pk=rules.pk)
    if waiting.pk != held.selection_rules.values_list("pk", flat=True)[0]:
        raise ConflictError(
            _(
                "Ada versi aturan yang lebih baru sejak Anda membuka halaman ini. Baca versi terbaru, lalu terbitkan."
            )
        )
    if waiting.made_by and waiting.made_by.person_id == by.person_id:
        raise PermissionDenied(
            _(
                "Aturan seleksi diterbitkan oleh orang lain daripada penyusunnya. Minta rekan Anda menerbitkannya."
            )
        )
    if waiting.made_by and is_brought_in(waiting.made_by, by):
        raise PermissionDenied(
            _(
                "Salah satu dari Anda dan penyusun aturan ini membuka akun yang lain lewat undangan, jadi keduanya tidak dihitung sebagai dua orang yang lepas. Minta orang lain menerbitkannya."
            )
        )
    terms = terms_from(waiting)
    if found := [*written_problems(terms), *field_problems(held, terms)]:
        raise ValidationError(_told(found))
    waiting.published_by, waiting.published_at = by, timezone.now()
    waiting.digest = terms.digest
    waiting.save(update_fields=["published_by", "published_at", "digest"])
    record("published selection rules", waiting, by=by, digest=waiting.digest)
    return waiting


def _hold(round_: Round) -> Round:
    """Lock the round; refuse once its rules stand or its decision was taken."""
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if held.selection_rules.filter(published_at__isnull=False).exists():
        raise PermissionDenied(
            _(
                "Aturan seleksi tahap ini sudah terbit dan tidak dapat diubah lagi. Setiap penyimpangan ditulis dengan alasan dalam keputusan."
            )
        )
    decided = Decision.objects.filter(release__round=held, decided_at__isnull=False)
    if decided.exists():
        raise PermissionDenied(
            _("Keputusan tahap ini sudah ditetapkan; aturannya tidak berubah lagi.")
        )
    return held


def _told(problems: list[Problem]) -> list[str]:
    return [f"{each.place}: {each.text}" for each in problems]
