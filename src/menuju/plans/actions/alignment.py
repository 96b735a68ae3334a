"""Say which goal an element serves, how strongly, and why; or take it back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import Goal, GoalLink, MasterplanVersion
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.alignment import element_of


class StaleLinkError(SavedMeanwhileError[GoalLink]):
    """Somebody else changed the link in the meantime; ``saved`` is theirs."""


def mark_of(link: GoalLink) -> str:
    """Tells two contents of a link apart."""
    return digest_of([link.strength, link.justification])[:16]


@transaction.atomic
def add_link(
    version: MasterplanVersion,
    element: tuple[str, UUID],
    goal: Goal,
    *,
    why: tuple[int, str],
    by: User,
) -> GoalLink:
    """Link ``element`` (kind and key) to ``goal``; ``why`` is strength and justification.

    ValidationError if they are linked already, if the element is not in this version, or
    if the goal belongs to another plan than the one the version is written against.
    """
    held = hold_version(version)
    kind, key = element
    if goal.plan_id != held.development_plan_id:
        raise ValidationError({"goal": _("Tujuan ini bukan dari rencana acuan.")})
    if element_of(held, kind, key) is None:
        raise ValidationError({"element": _("Unsur ini tidak ada pada versi ini.")})
    link, is_new = GoalLink.objects.get_or_create(
        plan_version=held,
        key=key,
        goal=goal,
        defaults={"element": kind, "strength": why[0], "justification": why[1]},
    )
    if not is_new:
        text = _("Keduanya sudah ditautkan. Ubah tautan yang ada.")
        raise ValidationError(text)
    record("linked", held, by=by, element=f"{kind}:{key}", goal=goal.code)
    return link


@transaction.atomic
def change_link(link: GoalLink, *, why: tuple[int, str], seen: str, by: User) -> None:
    """Change strength and justification, written upon ``seen`` (``mark_of``)."""
    held = hold_version(link.plan_version)
    saved = GoalLink.objects.filter(pk=link.pk).first()
    if saved is None:
        text = _(
            "Orang lain sudah melepas tautan ini. Salin alasan Anda, lalu tautkan lagi."
        )
        raise ValidationError(text)
    if mark_of(saved) != seen:
        raise StaleLinkError(saved)
    saved.strength, saved.justification = why
    saved.save(update_fields=["strength", "justification"])
    record("changed a link", held, by=by, link=link.pk, strength=why[0])


@transaction.atomic
def remove_link(link: GoalLink, *, seen: str, by: User) -> None:
    """Take a link back that was looked at as ``seen`` (``mark_of``).

    StaleLinkError if somebody changed it since; nothing, if somebody took it back already.
    """
    held = hold_version(link.plan_version)
    saved = GoalLink.objects.filter(pk=link.pk).first()
    if saved is None:
        return
    if mark_of(saved) != seen:
        raise StaleLinkError(saved)
    element, goal = f"{link.element}:{link.key}", link.goal.code
    saved.delete()
    record("unlinked", held, by=by, element=element, goal=goal)
