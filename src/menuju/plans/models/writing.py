"""The text of the books, paragraph by paragraph, written by several people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.plans.models.masterplans import MasterplanVersion


class Chapter(models.Model):
    """A chapter of a book of the guide, with who writes it and how far it is."""

    class State(models.TextChoices):
        EMPTY = "empty", _("Belum dimulai")
        WRITING = "writing", _("Dikerjakan")
        READY = "ready", _("Selesai")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="chapters"
    )
    book = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.EMPTY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["plan_version", "book", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "book", "code"],
                name="one_chapter_per_code_and_book",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """One block of text or one structured block, with an anchor that stays.

    ``content`` is a small document of its own: {"type": "text" | "heading" | "list" |
    "table" | "figure" | "block", ...}; inline runs are [{"text", "bold", "italic", "note"}].
    ``version`` counts saves; who saves upon an older one gets a conflict and loses nothing.
    A lock is taken for some minutes and can be taken over.
    """

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="paragraphs"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveIntegerField()
    content = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField()
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["chapter", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "key"], name="one_paragraph_per_key_and_chapter"
            ),
            models.CheckConstraint(
                condition=Q(locked_by=None) | Q(locked_at__isnull=False),
                name="a_lock_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter} {self.order}"


class ParagraphRevision(models.Model):
    """A paragraph as it was saved, also when the save met a conflict. Kept for ever."""

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    content = models.JSONField()
    kept = models.BooleanField(
        default=True, help_text="False: saved upon an older version, kept beside it."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["paragraph", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.version}"


class Comment(models.Model):
    """A remark on a paragraph, or an answer to one. ``quote`` keeps the words it is about.

    ``origin``: the remark of an earlier version that this one goes on with (the first of them).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Terbuka")
        ANSWERED = "answered", _("Dijawab")
        DONE = "done", _("Selesai")

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    review = models.ForeignKey(
        "plans.ReviewRound",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried"
    )
    quote = models.TextField(blank=True)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["paragraph", "at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Suggestion(models.Model):
    """Another wording of a paragraph, shown as a difference until somebody decides.

    ``reason`` is the proposer's; ``answer`` the decider's, always there if it was declined.
    ``origin``: the suggestion of an earlier version that this one goes on with.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Terbuka")
        ACCEPTED = "accepted", _("Usul diterima")
        DECLINED = "declined", _("Usul tidak diterima")
        WITHDRAWN = "withdrew", _("Usul ditarik")

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="suggestions"
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried"
    )
    base_version = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["paragraph", "at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="a_declined_suggestion_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.state}"
