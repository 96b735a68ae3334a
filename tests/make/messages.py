"""Messages to people."""

from menuju.messages.actions import notify
from menuju.messages.models import NOTE, Group, Kind
from menuju.messages.queries import Message

OFFICIAL = Kind("messages", "note", Group.OFFICIAL)
REMINDER = Kind("messages", "note", Group.REMINDERS)
NEWS = NOTE


def message(kind=REMINDER, subject="Tenggat dua hari lagi", **changes):
    data = {"subject": subject, "body": "Tiga butir belum terisi."}
    return Message(kind, data, **changes)


def told(*users, kind=REMINDER, **changes):
    return notify(users, message(kind, **changes))
