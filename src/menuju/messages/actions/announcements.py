"""A message to many: shown first, to exactly whom and in which words, then sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from menuju.audit.actions import record
from menuju.messages.actions.notices import queue
from menuju.messages.models import Announcement, Draft, Group, Kind, Notification
from menuju.messages.queries import Message, written
from menuju.web.exceptions import ConflictError

if TYPE_CHECKING:
    from menuju.accounts.models import User

BATCH = 500


class AudienceChangedError(ConflictError):
    """The people or the words are no longer those of the preview. Nothing was sent."""

    def __init__(self, difference: "Difference") -> None:
        super().__init__(
            gettext(
                "Belum dikirim: sejak pratinjau dibuat, %(added)d orang bertambah, "
                "%(removed)d berkurang, dan isi untuk %(changed)d orang berubah. "
                "Buat pratinjau baru, lalu kirim."
            )
            % {
                "added": len(difference.added),
                "removed": len(difference.removed),
                "changed": len(difference.changed),
            }
        )
        self.difference = difference


@dataclass(frozen=True)
class Difference:
    """Keys of accounts: who came, who went, and whose words changed."""

    added: frozenset[int]
    removed: frozenset[int]
    changed: frozenset[int]


@transaction.atomic
def preview(
    kind: Kind, letters: "Iterable[tuple[User, Message]]", *, by: "User"
) -> Announcement:
    """Store who would get which words. Nobody is told yet."""
    announcement = Announcement.objects.create(
        kind=kind.code, group=kind.group, prepared_by=by
    )
    drafts = list(_drafts(letters).values())
    for draft in drafts:
        draft.announcement = announcement
    Draft.objects.bulk_create(drafts, BATCH)
    record("previewed announcement", announcement, by=by, people=len(drafts))
    return announcement


@transaction.atomic
def send(
    announcement: Announcement, letters: "Iterable[tuple[User, Message]]", *, by: "User"
) -> list[Notification]:
    """Send what the preview shows; ``letters`` is what it would be if made now.

    AudienceChangedError if that differs. Pressed twice, it is sent once: the second time
    nothing is written.
    """
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.sent_at:
        return []
    shown = {
        draft.recipient_id: draft
        for draft in held.drafts.select_related("recipient").order_by("pk")
    }
    _refuse_if_changed(shown, _drafts(letters))
    held.sent_by, held.sent_at = by, timezone.now()
    held.save(update_fields=["sent_by", "sent_at"])
    record("sent announcement", held, by=by, people=len(shown))
    people = [draft.recipient for draft in shown.values()]
    notifications = [_notification(draft, held) for draft in shown.values()]
    return queue(notifications, Group(held.group), people)


def _refuse_if_changed(shown: dict[int, Draft], now: dict[int, Draft]) -> None:
    both = shown.keys() & now.keys()
    difference = Difference(
        added=frozenset(now.keys() - shown.keys()),
        removed=frozenset(shown.keys() - now.keys()),
        changed=frozenset(pk for pk in both if shown[pk].words != now[pk].words),
    )
    if difference.added or difference.removed or difference.changed:
        raise AudienceChangedError(difference)


def _drafts(letters: "Iterable[tuple[User, Message]]") -> dict[int, Draft]:
    """One for each person; of two letters to one person the first counts."""
    drafts: dict[int, Draft] = {}
    for user, message in letters:
        if user.pk in drafts:
            continue
        text = written(message, user.language)
        drafts[user.pk] = Draft(
            recipient_id=user.pk,
            language=user.language,
            subject=text.subject,
            body=text.body,
            path=text.path,
            about=message.record,
        )
    return drafts


def _notification(draft: Draft, announcement: Announcement) -> Notification:
    return Notification(
        recipient_id=draft.recipient_id,
        language=draft.language,
        subject=draft.subject,
        body=draft.body,
        path=draft.path,
        about=draft.about,
        kind=announcement.kind,
        group=announcement.group,
        announcement=announcement,
        dedupe=f"announcement:{announcement.pk}",
    )
