"""The kinds of messages about a round; their words are under ``templates/rounds/messages``."""

from menuju.messages.models import Group, Kind

ASSIGNED = Kind("rounds", "assigned", Group.TASKS)
REASSIGNED = Kind("rounds", "reassigned", Group.TASKS)
SCORES_DUE = Kind("rounds", "scores_due", Group.REMINDERS)
ANSWERS_DUE = Kind("rounds", "answers_due", Group.REMINDERS)
