"""Letters: why a region was or was not selected, written from data, approved by a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.results.models.decisions import Decision
from menuju.rounds.models import Participation, Round


class Letterhead(Sourced):
    """What stands above and below a round's letters, and how they are numbered.

    ``number_pattern`` holds {number}, {month} and {year}; ``number`` starts at 1 per round.
    ``copies`` names who gets a copy (tembusan), one a line. ``changed_by`` is who wrote it
    as it stands, and so does not approve a letter under it; null where nobody knows.
    """

    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, related_name="letterhead"
    )
    institution_id = models.CharField(max_length=160)
    institution_en = models.CharField(max_length=160)
    unit_id = models.CharField(max_length=160, blank=True)
    unit_en = models.CharField(max_length=160, blank=True)
    address = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    number_pattern = models.CharField(max_length=80)
    copies = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_office_id = models.CharField(max_length=160)
    signatory_office_en = models.CharField(max_length=160)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.round} {self.institution_id}"


class Letter(Sourced):
    """One region's letter about one decision.

    ``data`` is what it was written from, frozen at drafting; ``data_digest`` its SHA-256 but for
    the computed paths, which follow from the rest.
    When the same data read today has another digest, the difference is shown.
    ``text`` maps "id" and "en" to {section: paragraphs}; a person may edit each section.
    ``approved_digest`` is the SHA-256 of data, text and head as they were approved.
    ``head`` is the letterhead as it was approved, so that a sent letter never changes.
    ``read_*`` says who left a draft as it was written after reading it; ``kept_digest`` is the
    digest of newer data against which somebody decided to keep the letter, with the reason.
    A withdrawn letter stays, with its number; another may then be drafted.
    ``code`` is what the public site confirms.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        APPROVED = "approved", _("Disetujui")
        SENT = "sent", _("Terkirim")
        WITHDRAWN = "withdrawn", _("Ditarik")

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="letters"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="letters"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    code = models.CharField(max_length=20, unique=True)
    data = models.JSONField()
    data_digest = models.CharField(max_length=64)
    text = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    head = models.JSONField(default=dict, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    kept_digest = models.CharField(max_length=64, blank=True)
    kept_reason = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["decision", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "decision"],
                condition=~Q(state="withdrawn"),
                name="one_letter_in_force_per_region_and_decision",
            ),
            models.UniqueConstraint(
                fields=["decision", "sequence"], name="letters_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(approved_digest=""),
                name="an_approved_letter_carries_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="a_sent_letter_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="a_withdrawn_letter_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kept_digest="") | ~Q(kept_reason=""),
                name="letters_kept_against_newer_data_say_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LetterRevision(models.Model):
    """A letter's text as it was saved, kept for ever."""

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    text = models.JSONField()
    data_digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["letter", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "version"], name="letter_revisions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.version}"
