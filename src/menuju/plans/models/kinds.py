"""The kinds of messages about plans; their words are under ``templates/plans/messages``."""

from menuju.messages.models import Group, Kind

MENTOR_ASSIGNED = Kind("plans", "mentor_assigned", Group.TASKS)
GUIDANCE_DUE = Kind("plans", "guidance_due", Group.REMINDERS)
REVIEW_ASKED = Kind("plans", "review_asked", Group.TASKS)
REVIEW_CLOSED = Kind("plans", "review_closed", Group.TASKS)
TO_APPROVE = Kind("plans", "to_approve", Group.TASKS)
APPROVAL_WITHDRAWN = Kind("plans", "approval_withdrawn", Group.TASKS)
APPROVED = Kind("plans", "approved", Group.NEWS)
PUBLISHED = Kind("plans", "published", Group.NEWS)
COMMENTED = Kind("plans", "commented", Group.NEWS)
COMMENT_ANSWERED = Kind("plans", "comment_answered", Group.NEWS)
SUGGESTED = Kind("plans", "suggested", Group.NEWS)
SUGGESTION_DECIDED = Kind("plans", "suggestion_decided", Group.NEWS)
COMMITMENT_TO_SIGN = Kind("plans", "commitment_to_sign", Group.TASKS)
COMMITMENT_WITHDRAWN = Kind("plans", "commitment_withdrawn", Group.TASKS)
