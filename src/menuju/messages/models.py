"""What somebody was told, and how it reached them.

A notification is written once, in the recipient's language at that moment, and is never
re-rendered: what stands here is what was said. It lies in the recipient's inbox from its
first moment; mail is one more way to the same words.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)
"""How long one worker may hold a mail before another takes it."""
BACKOFF = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 360))
MOST_ATTEMPTS = len(BACKOFF) + 1


class Group(models.TextChoices):
    """What people choose about: they know four kinds of mail, not forty."""

    OFFICIAL = "official", _("Keputusan dan surat resmi")
    TASKS = "tasks", _("Tugas dan penugasan")
    REMINDERS = "reminders", _("Pengingat tenggat")
    NEWS = "news", _("Kabar perkembangan")


class Way(models.TextChoices):
    MAIL = "mail", _("Surel, segera")
    DIGEST = "digest", _("Surel, sehari sekali")
    INBOX = "inbox", _("Hanya kotak pesan")


USUAL = {
    Group.OFFICIAL: Way.MAIL,
    Group.TASKS: Way.MAIL,
    Group.REMINDERS: Way.MAIL,
    Group.NEWS: Way.DIGEST,
}
"""Until somebody chooses otherwise. Official letters are always mailed at once."""


@dataclass(frozen=True)
class Kind:
    """A kind of message, declared by the slice that sends it.

    Its words are ``templates/<slice>/messages/<name>.subject.txt`` (one line) and
    ``<name>.txt`` (paragraphs), plain text in Indonesian with translations.
    """

    slice: str
    name: str
    group: Group

    @property
    def code(self) -> str:
        """For example ``rounds.answers_due``."""
        return f"{self.slice}.{self.name}"

    @property
    def template(self) -> str:
        """Path of the body's template, without ``.txt``."""
        return f"{self.slice}/messages/{self.name}"


NOTE = Kind("messages", "note", Group.NEWS)
"""Free words of a person: ``data`` are ``subject`` and ``body``."""


REASONS = {
    "AccountClosed": _("Akun penerima sudah ditutup"),
    "BadHeaderError": _("Alamat tidak dapat dipakai"),
    "ValueError": _("Alamat tidak dapat dipakai"),
    "SMTPAuthenticationError": _("Server surel menolak akun kita"),
    "SMTPDataError": _("Server surel menolak isi surat"),
    "SMTPRecipientsRefused": _("Server surel menolak alamat ini"),
    "WorkerDied": _("Pengiriman terputus berulang kali"),
}
"""What the kind of an error means for those who look after the mail."""


class Mail(models.Model):
    """The outbox: one mail to one person, carrying one notification or a day's digest."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu dikirim")
        SENDING = "sending", _("Sedang dikirim")
        SENT = "sent", _("Sudah terkirim")
        DELAYED = "delayed", _("Tertunda, akan dicoba lagi")
        GIVEN_UP = "given_up", _("Tidak terkirim")

    OPEN = (State.QUEUED, State.SENDING, State.DELAYED)

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True)  # in the Message-ID
    digest_of = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # not before; while sending: the end of the lease
    address = models.EmailField(blank=True)  # where it went, known when it is sent
    message_id = models.CharField(max_length=200, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "digest_of"],
                condition=Q(digest_of__isnull=False),
                name="one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="a_sent_mail_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["queued", "sending", "delayed"]),
                name="open_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.state}"

    @property
    def reason(self) -> str:
        """Why it did not leave, in words; the server is taken to be away otherwise."""
        name = self.last_error.partition(" ")[0]
        return str(REASONS.get(name, _("Server surel tidak terjangkau")))


class Announcement(models.Model):
    """A message to many, with exactly who gets what, stored before it is sent."""

    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=Group)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kind


class Written(models.Model):
    """Words to one person."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=100, blank=True)  # as in the audit trail

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> tuple[str, str, str]:
        """What the recipient reads, and where it leads."""
        return self.subject, self.body, self.path


class Draft(Written):
    """One line of the preview of an announcement."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="drafts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "recipient"],
                name="an_announcement_reaches_a_person_once",
            )
        ]


class Notification(Written):
    """Something a person was told."""

    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=Group)
    way = models.CharField(max_length=6, choices=Way)
    dedupe = models.CharField(max_length=200, blank=True)
    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, null=True, related_name="notifications"
    )
    mail = models.ForeignKey(
        Mail, on_delete=models.PROTECT, null=True, related_name="notifications"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "dedupe"],
                condition=~Q(dedupe=""),
                name="nobody_is_told_the_same_twice",
            ),
            models.CheckConstraint(
                condition=~Q(group="official") | Q(way="mail"),
                name="official_letters_are_mailed_at_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="inbox"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="unread"
            ),
            models.Index(
                fields=["recipient", "way"],
                condition=Q(way="digest", mail=None, read_at=None),
                name="waiting_for_a_digest",
            ),
        ]


class Preference(models.Model):
    """How somebody wants the messages of one group."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    group = models.CharField(max_length=10, choices=Group)
    way = models.CharField(max_length=6, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"], name="one_preference_for_a_group"
            ),
            models.CheckConstraint(
                condition=~Q(group="official"),
                name="official_letters_are_no_matter_of_preference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.way}"
