"""Tell people something, and see that it reaches them."""

from menuju.messages.actions.announcements import AudienceChangedError, preview, send
from menuju.messages.actions.notices import notify
from menuju.messages.actions.outbox import Tally, build_digests, deliver, queue_again
from menuju.messages.actions.reading import choose_ways, mark_all_read, mark_read

__all__ = [
    "AudienceChangedError",
    "Tally",
    "build_digests",
    "choose_ways",
    "deliver",
    "mark_all_read",
    "mark_read",
    "notify",
    "preview",
    "queue_again",
    "send",
]
