"""A published round, the region that contests it, and those who answer."""

from datetime import timedelta

from django.utils import timezone

from menuju.accounts.models import Capability, User
from menuju.results.actions import replies as actions
from menuju.results.models import RegionResult, Release
from menuju.results.queries.replies import point_for
from menuju.rounds.actions.replies import Contest, Verdict
from tests.make.results import judged, named_region, official, published
from tests.make.results import judged_round as round_of

REPLY_TEXT = (
    "Peraturan wali kota sudah ditetapkan pada 2018, lihat berkas B1 halaman 3."
)
REPLY_ANSWER = (
    "Peraturan itu memang berlaku pada tanggal penilaian dan belum dibaca panel."
)


def contested_result(code="64.72", *, regions=None, **fields):
    """A region's result in a round of three that was published a day ago.

    64.71 is in; 64.72 (sdm-1 at 3) and 64.74 are out.
    """
    made = published(
        regions or {"64.71": judged("4"), "64.72": judged("3"), "64.74": judged("2")},
        fields.pop("round_", None) or round_of(**fields),
    )
    opened_at(made, timezone.now() - timedelta(days=1))
    return result_of(made, code)


def opened_at(release, moment):
    Release.objects.filter(pk=release.pk).update(published_at=moment)
    return release


def result_of(release, code):
    """The result of a region, as a door opens it."""
    found = RegionResult.objects.select_related(
        "release__freeze",
        "release__round__instrument_version__instrument",
        "participation__region__province",
        "participation__round",
    )
    return found.get(release=release, participation__region=code)


def contester(code="64.72"):
    """Whoever objects for a region; the same person each time."""
    name = f"Tim {code}"
    known = User.objects.filter(person__name=name).first()
    return known or official(
        name, Capability.VIEW_REGION, Capability.OBJECT, region=named_region(code)
    )


def answerer(name="Penjawab"):
    """Whoever answers; the same person each time."""
    known = User.objects.filter(person__name=name).first()
    return known or official(name, Capability.ANSWER_REPLIES, Capability.VIEW_ROUNDS)


def contested(result, code="sdm-1", asked="4", *, subject="item", by=None, **said):
    """A reply about one point, as the region sends it."""
    point = point_for(result, subject, code)
    by = by or contester(result.participation.region_id)
    content = Contest(said.pop("text", REPLY_TEXT), asked, **said)
    return actions.contest(result, point, content, by=by)


def answered(result, reply, state="upheld", level="4", *, by=None, **more):
    verdict = Verdict(state, more.pop("answer", REPLY_ANSWER), level, **more)
    return actions.answer(result, reply, verdict, by=by or answerer())
