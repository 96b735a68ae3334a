"""Assignments, conflicts of interest, independent scores, moderation, and the freeze."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.regions.models import Region
from menuju.rounds.models.evidence import EvidenceVersion
from menuju.rounds.models.rounds import Participation, Round


class PoolMember(Sourced):
    """An assessor who is available for a round: how many regions, and which topics.

    ``topics`` holds node codes of the round's instrument; empty means any.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="pool_members"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["round", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="a_person_is_in_a_pool_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | ~Q(left_reason=""),
                name="who_leaves_a_pool_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.person}"


class ConflictDeclaration(Sourced):
    """A person says that they have a conflict of interest with a region.

    It blocks until somebody else resolves it with a reason.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, default="declared")
    reason = models.TextField()
    declared_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolution = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.person} – {self.region}"


class Assignment(Sourced):
    """An assessor judges a region, shown to everybody else as a letter: A, B, C."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="assignments"
    )
    assessor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="assignments"
    )
    letter = models.CharField(max_length=2)
    assigned_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["participation", "letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "assessor"],
                name="an_assessor_judges_a_region_once_per_round",
            ),
            models.UniqueConstraint(
                fields=["participation", "letter"], name="one_assessor_per_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.letter}"


class Score(Sourced):
    """One assessor's own level for one item. Kept for ever once submitted."""

    class Confidence(models.TextChoices):
        LOW = "low", _("Rendah")
        MEDIUM = "medium", _("Sedang")
        HIGH = "high", _("Tinggi")

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="scores"
    )
    item = models.CharField(max_length=40)
    level = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    insufficient = models.BooleanField(default=False)
    confidence = models.CharField(
        max_length=8, choices=Confidence, default=Confidence.MEDIUM
    )
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["assignment", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "item"], name="one_score_per_assessor_and_item"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False, insufficient=False)
                | Q(level=None, insufficient=True)
                | Q(level=None, insufficient=False),
                name="insufficient_evidence_has_no_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.item}"


class Citation(models.Model):
    """The file version, page and words that a score rests on."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="citations")
    evidence_version = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, related_name="citations"
    )
    page = models.CharField(max_length=20, blank=True)
    quote = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.score} ← {self.evidence_version}"


class Sitting(Sourced):
    """A meeting of the panel at which levels are agreed; closed ones are never changed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField(max_length=160)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    minutes = models.TextField(blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-held_at"]

    def __str__(self) -> str:
        return self.title


class SittingMember(Sourced):
    """Somebody who decides at a sitting."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Ketua")
        MEMBER = "member", _("Anggota")
        RECORDER = "recorder", _("Notulis")

    sitting = models.ForeignKey(
        Sitting, on_delete=models.CASCADE, related_name="members"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        ordering = ["sitting", "role", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"], name="a_person_sits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting} {self.person}"


class Moderation(Sourced):
    """The agreed level of an item: by the round's rule, or by a person with a reason."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="moderations"
    )
    item = models.CharField(max_length=40)
    spread = models.DecimalField(max_digits=6, decimal_places=2)
    by_rule = models.BooleanField()
    level = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    reason = models.TextField(blank=True)
    sitting = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, null=True, related_name="moderations"
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The earlier agreement whose reason it follows.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["participation", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "item"], name="one_agreed_level_per_item"
            ),
            models.CheckConstraint(
                condition=Q(by_rule=True) | ~Q(reason=""),
                name="a_moderated_level_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.item}: {self.level}"


class Decider(models.Model):
    """Somebody who sat when a level was agreed; who stood too near did not decide it.

    Written once with the agreement, because panels and conflicts change afterwards.
    """

    moderation = models.ForeignKey(
        Moderation, on_delete=models.CASCADE, related_name="deciders"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    took_part = models.BooleanField(default=True)
    why_not = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["moderation", "-took_part", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "person"], name="a_person_decides_a_level_once"
            ),
            models.CheckConstraint(
                condition=Q(took_part=True) | ~Q(why_not=""),
                name="who_does_not_decide_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moderation} {self.person}"


class Freeze(Sourced):
    """The inputs of a round's results, fixed by two persons.

    ``inputs`` holds, for each region, the agreed levels, the confirmed attendance and the
    facts that applicability reads; where severity is known, also the levels without it, and
    whether those are the official ones. ``digest`` is the SHA-256 of its canonical JSON.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freezes")
    inputs = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("proposed_by")),
                name="a_freeze_is_approved_by_a_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:12]}"
