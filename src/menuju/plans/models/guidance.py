"""Guidance: the mentor, the four sessions (bimtek), and rounds of review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.plans.models.masterplans import Masterplan, MasterplanVersion


class Mentorship(Sourced):
    """A mentor guides a region's masterplan; who mentors never judges the same region."""

    masterplan = models.ForeignKey(
        Masterplan, on_delete=models.PROTECT, related_name="mentorships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["masterplan", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["masterplan", "person"],
                condition=Q(ends_on=None),
                name="a_mentor_guides_a_masterplan_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="a_mentorship_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masterplan} {self.person}"

    @property
    def is_held(self) -> bool:
        """Whether it holds today."""
        today = timezone.localdate()
        return self.starts_on <= today and not (self.ends_on and self.ends_on < today)


class GuidanceSession(Sourced):
    """One bimtek. ``number`` and the agenda come from the guide."""

    masterplan = models.ForeignKey(
        Masterplan, on_delete=models.PROTECT, related_name="sessions"
    )
    number = models.PositiveSmallIntegerField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    agenda = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["masterplan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["masterplan", "number"], name="guidance_sessions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(first_day=None)
                | Q(last_day=None)
                | Q(last_day__gte=models.F("first_day")),
                name="a_guidance_session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masterplan} {self.number}"


class SessionAttendee(Sourced):
    session = models.ForeignKey(
        GuidanceSession, on_delete=models.CASCADE, related_name="attendees"
    )
    group = models.CharField(max_length=60)
    office = models.CharField(max_length=160, blank=True)
    name = models.CharField(max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return f"{self.group} {self.office}"


class SessionOutput(Sourced):
    """What a session expects. ``code`` is the guide's; delivered or not yet."""

    session = models.ForeignKey(
        GuidanceSession, on_delete=models.CASCADE, related_name="outputs"
    )
    code = models.CharField(max_length=40)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "code"], name="one_output_per_code_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.code}"


class ReviewRound(Sourced):
    """The mentor reads a version and answers: go on, or mend first.

    ``content`` is the snapshot that ``digest`` is of, so that what was read can be compared
    with what is written later; None where only the digest was kept.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", _("Sedang ditinjau")
        MEND = "mend", _("Dikembalikan dengan catatan")
        READY = "ready", _("Siap disahkan")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.PROTECT, related_name="review_rounds"
    )
    number = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    content = models.JSONField(null=True, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict, default=Verdict.OPEN)
    summary = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan_version", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "number"], name="review_rounds_are_numbered"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="mend") | ~Q(summary=""),
                name="a_version_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_version} {self.number}"
