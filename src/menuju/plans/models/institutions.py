"""Who carries a masterplan: its bodies with their members, and who commits to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.files.models import StoredFile
from menuju.plans.models.content import Element
from menuju.plans.models.masterplans import MasterplanVersion
from menuju.regions.models import Agency


class Body(Element):
    """The council, the executing team or the forum, by decree, for a term."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Dewan Smart City")
        TEAM = "team", _("Tim Pelaksana")
        FORUM = "forum", _("Forum Smart City")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="bodies"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    decree = models.CharField(max_length=160, blank=True)
    decree_on = models.DateField(null=True, blank=True)
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["plan_version", "kind"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "kind"],
                name="one_body_of_a_kind_per_masterplan_version",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BodyMember(Element):
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=160)
    institution = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=60)

    class Meta:
        ordering = ["body", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.role}: {self.office}"


class CommitmentSheet(Element):
    """The head or the head of an agency signs what they stand for. No agency: the head.

    Signed in the product by the holder of the office, or ``on_paper``: then ``scan`` is the
    signed sheet and ``recorded_by`` who says so. ``signatory_name`` and ``signatory_office``
    are as they stood then; ``digest`` is the SHA-256 of the statement that was signed.
    """

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="commitments"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.CharField(max_length=160)
    text = models.TextField()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_office = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    on_paper = models.BooleanField(default=False)
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scan_name = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["plan_version", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(person__isnull=False),
                name="a_signed_commitment_says_who_signed",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(scan__isnull=False),
                name="a_commitment_signed_on_paper_has_its_scan",
            ),
            models.UniqueConstraint(
                fields=["plan_version", "agency"],
                name="one_commitment_per_agency_and_masterplan_version",
            ),
            models.UniqueConstraint(
                fields=["plan_version"],
                condition=Q(agency=None),
                name="one_commitment_of_the_head_per_masterplan_version",
            ),
        ]

    def __str__(self) -> str:
        return self.office
