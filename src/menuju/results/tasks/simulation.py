"""How sure the order of a release is, drawn as a job."""

from django.urls import reverse
from django.utils.translation import gettext

from menuju.accounts.models import User
from menuju.jobs.actions import Progress, job
from menuju.results.access.selection import require_simulator
from menuju.results.actions.simulation import simulate_release
from menuju.results.models import Release


@job(max_attempts=3, backoff=10)
def simulate(progress: Progress, release_id: int, by_id: int) -> str | None:
    """Simulate a release, if the person still may; the board is where the result is."""
    release = Release.objects.select_related("freeze", "round__instrument_version").get(
        pk=release_id
    )
    require_simulator(User.objects.get(pk=by_id), release)
    words = {
        0: gettext("Membaca nilai yang dibekukan"),
        1: gettext("Menarik bobot dan perbedaan asesor"),
        2: gettext("Mencari kelompok yang tidak dapat dibedakan"),
        3: gettext("Menghitung skenario"),
        4: gettext("Menyimpan"),
    }
    progress(0, 4, words[0])
    simulate_release(release, lambda done, total: progress(done, total, words[done]))
    return reverse("results:board", args=[release.round.code])
