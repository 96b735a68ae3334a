"""The right of reply: a region contests a published point, and somebody answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.rounds.models.evidence import EvidenceVersion
from menuju.rounds.models.rounds import Participation


class Reply(Sourced):
    """A region contests one item's agreed level, or its attendance, after publication.

    ``code`` is an item's code or an office's key of the attendance rule. Levels are text of
    a decimal on the item's scale; for attendance, ``asked``, ``level_before`` and
    ``level_after`` are the status of the office with the capacity or the rank that counts:
    "present:plt", "represented:division_head", "absent". Empty is unknown.
    """

    class Subject(models.TextChoices):
        ITEM = "item", _("Nilai butir")
        ATTENDANCE = "attendance", _("Kehadiran")

    class State(models.TextChoices):
        OPEN = "open", _("Belum dijawab")
        UPHELD = "upheld", _("Diterima")
        PARTLY = "partly", _("Diterima sebagian")
        DISMISSED = "dismissed", _("Tidak diterima")
        WITHDRAWN = "withdrawn", _("Ditarik daerah")

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="replies"
    )
    subject = models.CharField(max_length=10, choices=Subject)
    code = models.CharField(max_length=50)
    text = models.TextField()
    asked = models.CharField(
        max_length=30, blank=True, help_text="The level asked for."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    deadline = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    level_before = models.CharField(max_length=30, blank=True)
    level_after = models.CharField(max_length=30, blank=True)
    is_precedent = models.BooleanField(default=False)

    class Meta:
        ordering = ["participation", "at", "pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "subject", "code"],
                condition=Q(state="open"),
                name="one_open_reply_per_point",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | ~Q(answer=""),
                name="an_answered_reply_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(at__lte=models.F("deadline")),
                name="a_reply_is_sent_before_its_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.code}: {self.state}"


class ReplyDraft(models.Model):
    """What a region wrote about a point and did not send, or sent too late."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="reply_drafts"
    )
    subject = models.CharField(max_length=10, choices=Reply.Subject)
    code = models.CharField(max_length=50)
    text = models.TextField(blank=True)
    asked = models.CharField(max_length=30, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["participation", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "subject", "code"],
                name="one_reply_draft_per_point",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.code}"


class ReplyProof(models.Model):
    """A file version that supports a reply, with the page and the words."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="proofs")
    evidence_version = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, related_name="+"
    )
    page = models.CharField(max_length=20, blank=True)
    quote = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.reply} ← {self.evidence_version}"
