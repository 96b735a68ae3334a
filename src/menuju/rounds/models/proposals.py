"""Who is to judge whom, computed and shown before anything is written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.rounds.models.rounds import Round


class PanelProposal(models.Model):
    """What a preview showed; applied exactly so, or not at all.

    ``basis`` is everything that it was computed from, ``content`` what would change:
    {"seed", "anchors": [region], "added": [[region, person]], "withdrawn": [[region,
    person]], "short": {region: places}}. ``digest`` is the SHA-256 of both. ``leaver``
    leaves the pool when a proposal of that kind is applied.
    """

    class Kind(models.TextChoices):
        FILL = "fill", _("Melengkapi panel")
        LEAVE = "leave", _("Asesor keluar")

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="panel_proposals"
    )
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.FILL)
    leaver = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    basis = models.JSONField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="fill", leaver=None)
                | (Q(kind="leave", leaver__isnull=False) & ~Q(reason="")),
                name="a_proposal_to_leave_names_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="a_proposal_is_applied_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:12]}"
