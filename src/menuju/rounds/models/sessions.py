"""Assessment sessions, and who attended as far as whom we know it from.

An attendance is never a free text: each report says what one source claims about one
required office; the committee confirms one of them; the region may object in a window.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Capacity, Person
from menuju.audit.models import Sourced
from menuju.regions.models import Rank
from menuju.rounds.models.evidence import EvidenceVersion
from menuju.rounds.models.rounds import Participation, Round


class Session(Sourced):
    """A sitting of the panel: dates, venue, mode, and the zone its clock shows."""

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("Tatap muka")
        ONLINE = "online", _("Daring")
        HYBRID = "hybrid", _("Hibrida")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=100, blank=True)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.ONSITE)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="a_session_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SessionSlot(Sourced):
    """A region's turn in a session. Confirmed by the committee, then open to objection."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="slots")
    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="slot"
    )
    starts_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    objections_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session", "starts_at"]

    def __str__(self) -> str:
        return f"{self.participation} {self.session}"


class AttendanceReport(Sourced):
    """What one source says about one required office.

    ``office`` is a key of the instrument's attendance rule: ``head``, ``deputy``,
    ``secretary``, ``agency_head:diskominfo``, ... ``rank`` is the office that the person
    who came holds; it tells how much a representative counts.
    """

    class Status(models.TextChoices):
        PRESENT = "present", _("Hadir")
        REPRESENTED = "represented", _("Diwakili")
        ABSENT = "absent", _("Tidak hadir")

    class Origin(models.TextChoices):
        COMMITTEE = "committee", _("Panitia")
        REGION = "region", _("Daerah")
        PUBLICATION = "publication", _("Pemberitaan")

    slot = models.ForeignKey(
        SessionSlot, on_delete=models.CASCADE, related_name="reports"
    )
    office = models.CharField(max_length=50)
    status = models.CharField(max_length=12, choices=Status)
    origin = models.CharField(max_length=12, choices=Origin)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=15, choices=Rank, blank=True)
    office_title = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity, blank=True)
    proof = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["slot", "office", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "office", "origin", "source", "office_title"],
                name="one_report_per_office_and_source",
            ),
            models.CheckConstraint(
                condition=~Q(status="represented") | ~Q(rank=""),
                name="a_representative_has_a_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.office}: {self.status}"

    @property
    def shown_status(self) -> str:
        """The status as it may be said.

        A publication that lists who came and leaves somebody out does not say that they
        were absent, only that it does not name them.
        """
        silent = self.origin == self.Origin.PUBLICATION
        is_absent = self.status == self.Status.ABSENT
        return "unmentioned" if silent and is_absent else self.status


class ConfirmedAttendance(Sourced):
    """What the committee confirmed for one office. No row means: unconfirmed."""

    slot = models.ForeignKey(
        SessionSlot, on_delete=models.CASCADE, related_name="confirmed"
    )
    office = models.CharField(max_length=50)
    report = models.ForeignKey(
        AttendanceReport, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "office"], name="one_confirmed_attendance_per_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.office}"


class AttendanceObjection(Sourced):
    """The region contests what was confirmed for an office, within the window."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Belum dijawab")
        UPHELD = "upheld", _("Diterima")
        DISMISSED = "dismissed", _("Tidak diterima")

    slot = models.ForeignKey(
        SessionSlot, on_delete=models.CASCADE, related_name="objections"
    )
    office = models.CharField(max_length=50)
    text = models.TextField()
    proof = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.slot} {self.office}: {self.outcome}"
