"""Start work that takes longer than a page may, and see it through."""

from menuju.jobs.actions.running import Progress, Work, job
from menuju.jobs.actions.starting import forget_old, hand_over_again, start

__all__ = ["Progress", "Work", "forget_old", "hand_over_again", "job", "start"]
