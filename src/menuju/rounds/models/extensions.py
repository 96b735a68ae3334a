"""Extensions of the deadline of a self-assessment: asked for, decided, and public at once.

Nothing here is changed once it is decided, and nothing is deleted. What holds for a region
is the latest moment among the round's own deadline and the extensions that reach it
(``rounds.queries.deadlines``), so a later one replaces an earlier one by itself.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.rounds.models.rounds import Participation, Round


class ExtensionRequest(Sourced):
    """A region asks for more time. ``deadline`` is the one that held when it asked.

    ``decided_at`` and ``decided_by`` are also those of a region that takes its request back.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Menunggu keputusan")
        GRANTED = "granted", _("Dikabulkan")
        REFUSED = "refused", _("Tidak dikabulkan")
        WITHDRAWN = "withdrawn", _("Ditarik daerah")

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="extension_requests"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    deadline = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="Why it was refused.")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(state="open"),
                name="one_open_extension_request_per_region",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("at")) & Q(until__gt=F("deadline")),
                name="an_extension_is_asked_for_later",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="an_extension_request_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="a_decided_extension_request_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="a_refused_extension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"])
                | Q(by=None)
                | Q(decided_by=None)
                | ~Q(decided_by=F("by")),
                name="nobody_decides_their_own_extension",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.until:%Y-%m-%d %H:%M}: {self.state}"


class Extension(Sourced):
    """More time, for one region or (without ``participation``) for all that have not sent.

    ``reason`` is written for the public. ``deadline`` is the one that it moves.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="extensions"
    )
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
    )
    request = models.OneToOneField(
        ExtensionRequest,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extension",
    )
    deadline = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("at")) & Q(until__gt=F("deadline")),
                name="an_extension_gives_more_time",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="an_extension_says_why_in_public"
            ),
            models.CheckConstraint(
                condition=Q(request=None) | Q(participation__isnull=False),
                name="a_granted_request_reaches_its_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation or self.round} → {self.until:%Y-%m-%d %H:%M}"
