"""People, institutions, seats, and who holds which office.

A person is not an account: conflicts of interest are computed on persons, also on those
who never sign in. What somebody may do follows from the capabilities of their seats,
never from the name of a role.
"""

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.regions.models import Agency, Office, Province, Region


class Institution(Sourced):
    """A body that people belong to: the five national ones, universities, associations."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("Lembaga nasional")
        UNIVERSITY = "university", _("Perguruan tinggi")
        ASSOCIATION = "association", _("Asosiasi")
        OTHER = "other", _("Lainnya")

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name


class Person(Sourced):
    name = models.CharField(max_length=120)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )
    home_region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: an e-mail address that signs in for one person."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="account"
    )
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.email

    @cached_property
    def seats_held(self) -> "list[Seat]":
        """The person's seats in force today, read once per request."""
        seats = Seat.objects.filter(person=self.person_id).select_related(
            "capability_set", "province", "region", "agency"
        )
        return [seat for seat in seats if seat.is_held(timezone.localdate())]


class Capacity(models.TextChoices):
    """In which capacity somebody holds an office."""

    DEFINITIVE = "definitive", _("definitif")
    PLT = "plt", _("Plt. (pelaksana tugas)")
    PLH = "plh", _("Plh. (pelaksana harian)")
    PJ = "pj", _("Pj. (penjabat)")


class OfficeHolding(Sourced):
    """A person holds an office from a day to a day, in a capacity."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="holdings"
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="holdings"
    )
    capacity = models.CharField(
        max_length=10, choices=Capacity, default=Capacity.DEFINITIVE
    )
    held_from = models.DateField(null=True, blank=True)
    held_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_from=None)
                | Q(held_to=None)
                | Q(held_to__gte=models.F("held_from")),
                name="an_office_is_left_after_it_is_taken",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.office}"


class Capability(models.TextChoices):
    """One thing that somebody may do, within the scope of a seat."""

    MANAGE_ROUNDS = "manage_rounds", _("Mengelola tahap")
    VIEW_ROUNDS = "view_rounds", _("Melihat seluruh tahap")
    RECORD_ATTENDANCE = "record_attendance", _("Mencatat kehadiran")
    CONFIRM_ATTENDANCE = "confirm_attendance", _("Mengesahkan kehadiran")
    ASSIGN = "assign", _("Menugaskan asesor")
    ASSESS = "assess", _("Menilai")
    MODERATE = "moderate", _("Memusyawarahkan nilai")
    FREEZE = "freeze", _("Membekukan nilai")
    DECIDE = "decide", _("Memutuskan seleksi")
    WRITE_LETTERS = "write_letters", _("Menyusun surat hasil")
    APPROVE_LETTERS = "approve_letters", _("Menyetujui surat hasil")
    ANSWER_REPLIES = "answer_replies", _("Menjawab sanggahan hasil")
    EDIT_INSTRUMENTS = "edit_instruments", _("Menyusun instrumen")
    PUBLISH_INSTRUMENTS = "publish_instruments", _("Menerbitkan instrumen")
    INVITE_PEOPLE = "invite_people", _("Mengundang pengguna")
    VIEW_REGION = "view_region", _("Melihat berkas daerah")
    ANSWER = "answer", _("Mengisi penilaian mandiri")
    DELEGATE = "delegate", _("Mendelegasikan butir")
    SUBMIT = "submit", _("Mengirim penilaian mandiri")
    OBJECT = "object", _("Menyanggah kehadiran")
    MENTOR = "mentor", _("Membimbing")
    WRITE_PLANS = "write_plans", _("Menyusun rencana daerah")
    APPROVE_PLANS = "approve_plans", _("Mengesahkan masterplan")
    GUIDE_PLANS = "guide_plans", _("Memandu penyusunan masterplan")
    AUDIT = "audit", _("Memeriksa jejak audit")


class CapabilitySet(models.Model):
    """A named bundle of capabilities. The name is for people; the code never reads it."""

    code = models.SlugField(max_length=30, unique=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    capabilities = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_id


class Seat(Sourced):
    """A person holds a capability set in a scope for a time.

    No scope field filled means the nation; at most one of them is filled.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    capability_set = models.ForeignKey(
        CapabilitySet, on_delete=models.PROTECT, related_name="seats"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    held_from = models.DateField(null=True, blank=True)
    held_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(province=None, region=None)
                | Q(province=None, agency=None)
                | Q(region=None, agency=None),
                name="a_seat_has_one_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.capability_set}"

    @property
    def is_national(self) -> bool:
        return not (self.province_id or self.region_id or self.agency_id)

    def gives(self, capability: Capability) -> bool:
        return capability in self.capability_set.capabilities

    def is_held(self, on: date) -> bool:
        return not (
            (self.held_from and on < self.held_from)
            or (self.held_to and on > self.held_to)
        )


class Invitation(models.Model):
    """A way in for one person, once, until a moment. Only the hash of its key is kept."""

    class Closed(models.TextChoices):
        USED = "used", _("Undangan ini sudah dipakai.")
        WITHDRAWN = "withdrawn", _("Undangan ini sudah ditarik.")
        EXPIRED = "expired", _("Undangan ini sudah lewat masa berlakunya.")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email

    def closed_because(self, now: datetime) -> "Invitation.Closed | None":
        """Why it no longer opens anything; None while it does."""
        if self.used_at:
            return self.Closed.USED
        if self.withdrawn_at:
            return self.Closed.WITHDRAWN
        return self.Closed.EXPIRED if now >= self.expires_at else None
