"""The rules of a selection as data, its dry runs, and how sure its order is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.results.models.releases import Release
from menuju.rounds.models import Round


class SelectionRules(Sourced):
    """How places are given in one round. Editable until published, then never again.

    ``minima`` is a list of {"group": "island_group" | "kind" | "province", "key", "places"}:
    so many places at least for that group, if so many of it pass the gates.
    ``gates`` is a list of {"rule", "reason": {"id", "en"}}: a rule of the instruments' rule
    language over region facts; a region for which it is false cannot be selected.
    ``series_places`` is the total that the rounds of one series share (100), null for none.
    ``digest`` is the SHA-256 of the canonical JSON of all of it, set when published.
    """

    class Ties(models.TextChoices):
        PEOPLE = "people", _("Nilai sama di garis kuota diputuskan orang")
        ALL_IN = "all_in", _("Semua yang bernilai sama di garis kuota masuk")
        ALL_OUT = "all_out", _("Semua yang bernilai sama di garis kuota tidak masuk")

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="selection_rules"
    )
    number = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    reserves = models.PositiveSmallIntegerField(default=0)
    series_places = models.PositiveSmallIntegerField(null=True, blank=True)
    minima = models.JSONField(default=list, blank=True)
    gates = models.JSONField(default=list, blank=True)
    ties = models.CharField(max_length=8, choices=Ties, default=Ties.PEOPLE)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["round", "-number"]
        verbose_name_plural = "selection rules"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="selection_rules_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(published_at__isnull=False),
                name="a_round_publishes_one_set_of_rules",
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0), name="selection_rules_give_places"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(digest=""),
                name="published_rules_carry_their_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.number}"


class DryRun(Sourced):
    """A selection tried out before the decision: kept, with who tried it and on what.

    ``outcome`` maps a region's code to {"score", "position", "standing"}; ``changes`` is what
    the simulator changed against the rules: weights, places, minima, ties.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dry_runs")
    rules = models.ForeignKey(
        SelectionRules, on_delete=models.PROTECT, null=True, related_name="dry_runs"
    )
    inputs_digest = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    outcome = models.JSONField()
    note = models.TextField(blank=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    run_at = models.DateTimeField()

    class Meta:
        ordering = ["-run_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.round} {self.run_at:%Y-%m-%d %H:%M}"


class Simulation(Sourced):
    """How sure the order of a release is: drawn once, kept with all its choices.

    ``settings`` echoes draws, seed, noise and what is drawn; ``regions`` maps a code to
    {"low", "high" (score, 90 %), "first", "last" (place, 90 %), "chance", "error"};
    ``groups`` lists runs of codes that cannot be told apart; ``scenarios`` maps a key to
    {"title": {"id", "en"}, "positions": {code: place}}.
    """

    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, related_name="simulation"
    )
    settings = models.JSONField()
    regions = models.JSONField()
    groups = models.JSONField(default=list)
    scenarios = models.JSONField(default=dict)
    engine = models.CharField(max_length=30)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.release}"
