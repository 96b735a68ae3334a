"""What we know about messages: their words, and how they went out."""

from menuju.messages.queries.inbox import unread_of
from menuju.messages.queries.log import delivery_log, standings_of
from menuju.messages.queries.mails import letter_of
from menuju.messages.queries.texts import Link, Message, written
from menuju.messages.queries.ways import ways_of

__all__ = [
    "Link",
    "Message",
    "delivery_log",
    "letter_of",
    "standings_of",
    "unread_of",
    "ways_of",
    "written",
]
