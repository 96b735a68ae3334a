"""Simulate a release: it takes a while, so it is a job."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.audit.actions import record
from menuju.results.models import Release, Simulation
from menuju.results.queries.selection import terms_of
from menuju.results.queries.simulation import Steps, simulate
from menuju.scoring.errors import InputError


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def simulate_release(release: Release, steps: Steps = _silent) -> Simulation:
    """Draw the doubt of a release and keep it; an earlier simulation is replaced."""
    try:
        made = simulate(release, terms_of(release.round), steps)
    except InputError as error:
        raise ValidationError(
            _("Simulasi tidak dapat dihitung: %(problem)s. %(mend)s.")
            % {"problem": error.problem, "mend": error.mend}
        ) from error
    with transaction.atomic():
        held, _created = Simulation.objects.update_or_create(
            release=release,
            defaults={
                **made,
                "computed_at": timezone.now(),
                "provenance": release.provenance,
                "source": release.source,
            },
        )
        record("simulated", held, by=None, draws=made["settings"]["draws"])
    return held
