"""Provinces, kabupaten and kota, their agencies, and offices as posts.

Everything has validity dates: a region that was split or merged keeps its code and its
history, and its successors say where they came from.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced


class IslandGroup(models.TextChoices):
    """The groups in which the programme reports spread. First digit of the BPS code."""

    SUMATERA = "sumatera", _("Sumatera")
    JAWA = "jawa", _("Jawa")
    BALI_NUSA = "bali_nusa", _("Bali dan Nusa Tenggara")
    KALIMANTAN = "kalimantan", _("Kalimantan")
    SULAWESI = "sulawesi", _("Sulawesi")
    MALUKU_PAPUA = "maluku_papua", _("Maluku dan Papua")


class Province(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)
    island_group = models.CharField(max_length=15, choices=IslandGroup)
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    population = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """A kabupaten or kota, by its official code, for example ``64.71``."""

    class Kind(models.TextChoices):
        KABUPATEN = "kabupaten", _("Kabupaten")
        KOTA = "kota", _("Kota")

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="regions"
    )
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    population = models.PositiveIntegerField(null=True)
    label_lat = models.FloatField(null=True)
    label_lon = models.FloatField(null=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_to=None)
                | Q(valid_to__gt=models.F("valid_from")),
                name="a_region_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The last part of its address, code first: ``64.71-kota-balikpapan``."""
        words = "".join(c if c.isalnum() else "-" for c in self.name.lower())
        return f"{self.code}-{'-'.join(w for w in words.split('-') if w)}"

    @property
    def time_zone(self) -> str:
        """The IANA zone of the region's clock: WIB, WITA or WIT."""
        return time_zone_of(self.province_id)


WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


def time_zone_of(province_code: str) -> str:
    """Keppres 41/1987: three zones; a province lies wholly in one of them."""
    if province_code in WITA:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province_code in WIT else "Asia/Jakarta"


class Succession(models.Model):
    """A region came from another by split, merger or renaming on a date."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("Pemekaran")
        MERGER = "merger", _("Penggabungan")
        RENAME = "rename", _("Perubahan nama")

    predecessor = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="origins"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    legal_act = models.CharField(max_length=200)
    former_name = models.CharField(
        max_length=80, blank=True, help_text="Of a region that only changed its name."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                name="one_succession_per_pair_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Agency(Sourced):
    """A regional agency (OPD). Its name differs per region; its kind does not."""

    class Kind(models.TextChoices):
        DISKOMINFO = "diskominfo", _("Komunikasi dan informatika")
        BAPPEDA = "bappeda", _("Perencanaan pembangunan")
        SEKRETARIAT = "sekretariat", _("Sekretariat daerah")
        BKPSDM = "bkpsdm", _("Kepegawaian")
        BPKAD = "bpkad", _("Keuangan dan aset")
        DPMPTSP = "dpmptsp", _("Penanaman modal dan perizinan")
        DISDIK = "disdik", _("Pendidikan")
        DINKES = "dinkes", _("Kesehatan")
        DISDUKCAPIL = "disdukcapil", _("Kependudukan dan pencatatan sipil")
        DPUPR = "dpupr", _("Pekerjaan umum")
        DISHUB = "dishub", _("Perhubungan")
        DLH = "dlh", _("Lingkungan hidup")
        OTHER = "other", _("Lainnya")

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="agencies"
    )
    kind = models.CharField(max_length=15, choices=Kind)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["region", "name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], name="one_agency_of_a_name_per_region"
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class Rank(models.TextChoices):
    """What kind of post an office is."""

    HEAD = "head", _("Kepala daerah")
    DEPUTY = "deputy", _("Wakil kepala daerah")
    SECRETARY = "secretary", _("Sekretaris daerah")
    AGENCY_HEAD = "agency_head", _("Kepala perangkat daerah")
    DIVISION_HEAD = "division_head", _("Kepala bidang")
    SECTION_HEAD = "section_head", _("Kepala seksi atau subbagian")
    EXPERT_STAFF = "expert_staff", _("Staf ahli")


OF_THE_REGION = frozenset({Rank.HEAD, Rank.DEPUTY, Rank.SECRETARY, Rank.EXPERT_STAFF})
"""Posts of the region itself; all others lie in one of its agencies."""


class Office(models.Model):
    """A post. Who holds it, from when to when, is in ``accounts``."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offices")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="offices"
    )
    rank = models.CharField(max_length=15, choices=Rank)
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title"], name="one_office_of_a_title_per_region"
            ),
            models.CheckConstraint(
                condition=Q(
                    rank__in=["head", "deputy", "secretary", "expert_staff"],
                    agency=None,
                )
                | Q(
                    rank__in=["agency_head", "division_head", "section_head"],
                    agency__isnull=False,
                ),
                name="an_office_below_the_region_belongs_to_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return self.title
