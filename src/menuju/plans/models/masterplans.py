"""A masterplan in versions, and what belongs to a version as a whole."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.files.models import StoredFile
from menuju.plans.models.development import DevelopmentPlan
from menuju.plans.models.frameworks import Framework, Guide
from menuju.regions.models import Region


class Masterplan(Sourced):
    """A region's smart-city masterplan for a period of years."""

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="masterplans"
    )
    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="masterplans"
    )
    guide = models.ForeignKey(
        Guide, on_delete=models.PROTECT, related_name="masterplans"
    )

    class Meta:
        ordering = ["region", "-first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "first_year"],
                name="one_masterplan_per_region_and_first_year",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")),
                name="a_masterplan_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first_year}–{self.last_year}"


class MasterplanVersion(Sourced):
    """All content hangs on a version. Published, it is frozen and carries its digest.

    ``development_plan`` is the plan it was written against.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        REVIEW = "review", _("Ditinjau")
        APPROVED = "approved", _("Disetujui")
        PUBLISHED = "published", _("Terbit")

    masterplan = models.ForeignKey(
        Masterplan, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    development_plan = models.ForeignKey(
        DevelopmentPlan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="masterplan_versions",
    )
    vision = models.TextField(blank=True)
    emblem = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Coat of arms on the covers of the books; a PNG or JPG.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["masterplan", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["masterplan", "number"], name="masterplan_versions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review"]) | ~Q(digest=""),
                name="an_approved_masterplan_carries_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masterplan} v{self.number}"


class LegalAct(Sourced):
    """The act by which the region adopts the plan, and how far it has come."""

    class Kind(models.TextChoices):
        HEAD_REGULATION = "head_regulation", _("Peraturan kepala daerah")
        REGIONAL_LAW = "regional_law", _("Peraturan daerah")
        DECREE = "decree", _("Keputusan kepala daerah")

    class State(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        DRAFTED = "drafted", _("Disusun")
        ENACTED = "enacted", _("Telah ditetapkan")
        STALLED = "stalled", _("Tertunda")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="legal_acts"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=8, choices=State)
    number = models.CharField(max_length=120, blank=True)
    on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="enacted") | (~Q(number="") & Q(on__isnull=False)),
                name="an_enacted_act_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="stalled") | ~Q(note=""),
                name="a_stalled_act_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Approval(Sourced):
    """A signatory of the region approves exactly what carries ``digest``.

    Two sign: one for the leaders of the region, one for its planning agency.
    """

    class Side(models.TextChoices):
        LEADERS = "leaders", _("Pimpinan daerah")
        PLANNING = "planning", _("Perangkat daerah perencanaan")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.PROTECT, related_name="approvals"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=160)
    side = models.CharField(max_length=10, choices=Side, default=Side.LEADERS)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan_version", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "person"],
                condition=Q(withdrawn_at=None),
                name="a_person_approves_a_masterplan_once",
            ),
            models.UniqueConstraint(
                fields=["plan_version", "side"],
                condition=Q(withdrawn_at=None),
                name="one_approval_of_a_masterplan_per_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_version} {self.person}"


class Publication(models.Model):
    """The content of a published version as it was.

    ``canonical`` is the JSON whose SHA-256 is the version's digest. Names of agencies may
    change later; this does not.
    """

    plan_version = models.OneToOneField(
        MasterplanVersion, on_delete=models.PROTECT, related_name="publication"
    )
    canonical = models.TextField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.plan_version)
