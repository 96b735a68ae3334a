"""Save what a region answers. Every save is kept as a revision; none overwrites another's."""

from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.models.tree import Node
from menuju.rounds.actions.participation import hold_open
from menuju.rounds.models import Answer, AnswerRevision, Participation
from menuju.rounds.queries.answers import asked_of, earlier_answer, tree_for


class Content(TypedDict):
    """What somebody answers. ``done`` says that they hold it to be finished."""

    level: Decimal | None
    narrative: str
    done: NotRequired[bool]


class StaleAnswerError(Exception):
    """Somebody else saved this answer in the meantime; ``saved`` is theirs."""

    def __init__(self, saved: Answer) -> None:
        super().__init__(f"{saved} is at version {saved.version}")
        self.saved = saved


@transaction.atomic
def save_answer(
    participation: Participation,
    item: str,
    *,
    version: int,
    by: User,
    **content: Unpack[Content],
) -> Answer:
    """Save an answer that was written on top of ``version``.

    StaleAnswerError if somebody else saved something else in the meantime. One's own
    saves are no conflict: an autosave may overtake the button.
    """
    held = hold_open(participation)
    _check_level(_asked_item(held, item), content["level"])
    answer, _created = Answer.objects.get_or_create(participation=held, item=item)
    answer.participation = held
    if _is_same(answer, content):
        return answer
    if _differs(answer, content) and _others_since(answer, version, by):
        raise StaleAnswerError(answer)
    return _write(answer, content, by)


@transaction.atomic
def copy_earlier(
    participation: Participation, item: str, *, version: int, by: User
) -> Answer:
    """Take over the region's answer of its last round, to be revised and confirmed."""
    held = hold_open(participation)
    earlier = earlier_answer(held, item)
    if earlier is None:
        raise ValidationError(_("Tidak ada jawaban dari tahap sebelumnya."))
    copied = save_answer(
        held,
        item,
        version=version,
        by=by,
        level=earlier.level,
        narrative=earlier.narrative,
        done=False,
    )
    record("copied", copied, by=by, round=earlier.participation.round.code, item=item)
    return copied


def _asked_item(participation: Participation, item: str) -> Node:
    tree = tree_for(participation)
    if item not in tree or not tree.node(item).item:
        raise ValidationError(_("Butir ini tidak ada pada instrumen tahap ini."))
    if not asked_of(tree, participation.region)[item]:
        raise ValidationError(_("Butir ini tidak ditanyakan kepada daerah Anda."))
    return tree.node(item)


def _check_level(node: Node, level: Decimal | None) -> None:
    if level is not None and not node.scale.allows(level):
        raise ValidationError(
            _("Pilih nilai %(low)s sampai %(high)s."),
            code="level",
            params={"low": node.scale.min, "high": node.scale.max},
        )


def _differs(answer: Answer, content: Content) -> bool:
    return (answer.level, answer.narrative) != (content["level"], content["narrative"])


def _is_same(answer: Answer, content: Content) -> bool:
    is_done = content.get("done", answer.is_done)
    return not _differs(answer, content) and answer.is_done == is_done


def _others_since(answer: Answer, version: int, by: User) -> bool:
    if answer.edited_by_id == by.pk:
        return answer.revisions.filter(version__gt=version).exclude(by=by).exists()
    return answer.version != version


def _write(answer: Answer, content: Content, by: User) -> Answer:
    answer.level = content["level"]
    answer.narrative = content["narrative"]
    answer.is_done = content.get("done", answer.is_done)
    answer.version += 1
    answer.edited_by = by
    answer.edited_at = timezone.now()
    answer.save()
    AnswerRevision.objects.create(
        answer=answer,
        version=answer.version,
        level=answer.level,
        narrative=answer.narrative,
        by=by,
        at=answer.edited_at,
    )
    return answer
