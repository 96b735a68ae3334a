"""What the public may open: regions that exist, and rounds and results once published."""

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from operator import attrgetter
from typing import Concatenate, ParamSpec, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from menuju.instruments.models import Version
from menuju.plans.access.masterplans import published
from menuju.plans.models import MasterplanVersion
from menuju.regions.models import Region
from menuju.regions.queries import code_in
from menuju.results.access import latest_result
from menuju.results.models import Decision, RegionResult, Release
from menuju.results.queries.sealing import is_open
from menuju.rounds.models import Extension, Participation, Round
from menuju.web.exceptions import MethodError

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
READING = ("GET", "HEAD")


def only_read(
    view: Callable[Concatenate[HttpRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """A page that changes nothing: 405 with its page to everything but GET and HEAD.

    Such a page asks for no form key, so that its answer to a form is not the page about
    expired forms.
    """

    @wraps(view)
    def read(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if request.method not in READING:
            raise MethodError
        return view(request, *args, **kwargs)

    return csrf_exempt(read)


def published_rounds() -> QuerySet[Round]:
    """Rounds with a published release: nothing of the others is ever shown."""
    released = Release.objects.filter(published_at__isnull=False).values("round")
    return Round.objects.filter(pk__in=released)


def open_region(slug: str) -> Region | None:
    """The region whose code the address begins with; None if there is none."""
    regions = Region.objects.select_related("province")
    return regions.filter(code=code_in(slug)).first()


def open_round(code: str) -> Round:
    """A published round, or 404: a round at work is nobody's business yet."""
    rounds = published_rounds().select_related("instrument_version__instrument")
    return get_object_or_404(rounds, code=code)


def public_extensions() -> QuerySet[Extension]:
    """Every deadline that was moved, the latest first: public in the same moment."""
    rows = Extension.objects.select_related("round", "participation__region__province")
    return rows.order_by("-at", "-pk")


def extensions_at_work(region: Region) -> list[Extension]:
    """Per round whose regions still send, the extension that holds for a region."""
    at_work = public_extensions().filter(round__phase=Round.Phase.SELF_ASSESSMENT)
    own = Q(participation__region=region)
    unsent = Q(participation=None) & Q(
        round__in=Participation.objects.filter(region=region, submission=None)
        .exclude(status=Participation.Status.WITHDRAWN)
        .values("round")
    )
    rows = at_work.filter(own | unsent).order_by("until", "pk")
    return list({row.round_id: row for row in rows}.values())


def open_result(region: Region, code: str) -> RegionResult:
    """A region's latest published result in a round, or 404.

    A result at work, and the place of a region that took no part, are both missing.
    """
    published = Q(release__published_at__isnull=False)
    return latest_result(published, code, region.pk)


def open_decision(code: str) -> Decision:
    """The decision about a round, taken and sealed; 404 before it was taken."""
    taken = Decision.objects.filter(
        release__round__code=code, decided_at__isnull=False
    ).exclude(seal="")
    rows = taken.select_related("release__round", "rules")
    return get_object_or_404(rows.order_by("-release__computed_at")[:1])


def open_list(code: str) -> Decision:
    """The same once its list is open to everybody, or 404."""
    found = open_decision(code)
    if not is_open(found.release):
        raise Http404
    return found


def published_masterplans(region: Region) -> list[list[MasterplanVersion]]:
    """The published versions of each masterplan of a region, the newest plan and version first."""
    rows = published().filter(masterplan__region=region)
    listed = rows.select_related("masterplan__region__province").order_by(
        "-masterplan__first_year", "-number"
    )
    return [list(own) for _key, own in groupby(listed, attrgetter("masterplan_id"))]


def open_version(code: str, label: str) -> Version:
    """A published version of an instrument, or 404."""
    versions = Version.objects.select_related("instrument")
    found = versions.filter(
        instrument__code=code, label=label, status=Version.Status.PUBLISHED
    ).first()
    if found is None:
        raise Http404
    return found
