"""The kinds of messages about a round; their words are under ``templates/rounds/messages``."""

from menuju.messages.models import Group, Kind

ASSIGNED = Kind("rounds", "assigned", Group.TASKS)
REASSIGNED = Kind("rounds", "reassigned", Group.TASKS)
SCORES_DUE = Kind("rounds", "scores_due", Group.REMINDERS)
ANSWERS_DUE = Kind("rounds", "answers_due", Group.REMINDERS)
EXTENSION_ASKED = Kind("rounds", "extension_asked", Group.TASKS)
EXTENDED = Kind("rounds", "extended", Group.OFFICIAL)
EXTENDED_ELSEWHERE = Kind("rounds", "extended_elsewhere", Group.NEWS)
EXTENSION_REFUSED = Kind("rounds", "extension_refused", Group.OFFICIAL)
