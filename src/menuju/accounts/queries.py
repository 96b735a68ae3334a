"""What we know about people, their seats and their offices."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from menuju.accounts.models import (
    Capacity,
    Institution,
    Invitation,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.regions.models import Agency, Office, Region
from menuju.regions.queries import agencies_of, offices_of


def holders_of(offices: Iterable[Office], on: date) -> dict[int, list[OfficeHolding]]:
    """Who holds each office on a day, definitive holders first. One query.

    Every office given is a key, also when nobody is known to hold it.
    """
    holders: dict[int, list[OfficeHolding]] = {office.pk: [] for office in offices}
    held = OfficeHolding.objects.filter(
        Q(held_from=None) | Q(held_from__lte=on),
        Q(held_to=None) | Q(held_to__gte=on),
        office__in=holders,
    )
    for holding in held.select_related("person").order_by("capacity", "held_from"):
        holders[holding.office_id].append(holding)
    return holders


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office, and how it stands on a day: now, past or coming."""

    holding: OfficeHolding
    state: str


@dataclass(frozen=True, slots=True)
class Post:
    """An office with the terms of its holders, the latest first."""

    office: Office
    terms: list[Term]

    @property
    def now(self) -> list[OfficeHolding]:
        """Who holds it, the definitive holder first."""
        held = [term.holding for term in self.terms if term.state == "now"]
        return sorted(held, key=lambda one: one.capacity != Capacity.DEFINITIVE)


def posts_in(region: Region, on: date) -> list[tuple[Agency | None, list[Post]]]:
    """The posts of the region itself (None) and those of each agency. Three queries."""
    posts = [Post(one, []) for one in offices_of(region)]
    _fill(posts, on)
    agencies: list[Agency | None] = [None, *agencies_of(region, on)]
    known = {agency.pk for agency in agencies if agency}
    gone = {post.office.agency for post in posts if post.office.agency}
    agencies += [agency for agency in gone if agency.pk not in known]
    return [
        (agency, [post for post in posts if post.office.agency == agency])
        for agency in agencies
    ]


def post_of(office: Office, on: date) -> Post:
    """One office with everybody who held it."""
    post = Post(office, [])
    _fill([post], on)
    return post


def _fill(posts: list[Post], on: date) -> None:
    by_office = {post.office.pk: post.terms for post in posts}
    held = OfficeHolding.objects.filter(office__in=by_office).select_related("person")
    for holding in held.order_by(F("held_from").desc(nulls_last=True), "-pk"):
        by_office[holding.office_id].append(Term(holding, _state(holding, on)))


def _state(holding: OfficeHolding, on: date) -> str:
    if holding.held_from and on < holding.held_from:
        return "coming"
    return "past" if holding.held_to and on > holding.held_to else "now"


def with_posts(regions: QuerySet[Region], on: date) -> QuerySet[Region]:
    """Regions with ``posts`` (how many offices) and ``filled`` (those held on a day)."""
    begun = Q(offices__holdings__held_from=None) | Q(
        offices__holdings__held_from__lte=on
    )
    lasts = Q(offices__holdings__held_to=None) | Q(offices__holdings__held_to__gte=on)
    held = Q(offices__holdings__isnull=False) & begun & lasts
    return (
        regions.order_by("pk")
        .select_related("province")
        .annotate(
            posts=Count("offices", distinct=True),
            filled=Count("offices", filter=held, distinct=True),
        )
    )


def with_seats(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with what their list shows: institution, account, seats and scopes."""
    seats = Seat.objects.select_related(
        "capability_set", "province", "region", "agency__region"
    ).order_by("capability_set__code", "pk")
    return people.select_related(
        "institution", "home_region", "account"
    ).prefetch_related(Prefetch("seats", queryset=seats), "invitations")


def with_people(institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    """Institutions with ``members``, how many people belong to each."""
    return institutions.annotate(members=Count("people")).order_by("name")


def seats_in(institution: Institution, on: date) -> list[tuple[Person, list[Seat]]]:
    """The people of an institution with all their seats, those held on a day first."""
    people = with_seats(institution.people.order_by("name", "pk"))
    return [
        (person, sorted(person.seats.all(), key=lambda seat: not seat.is_held(on)))
        for person in people
    ]


def found(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those whose name, institution or e-mail address has the words."""
    if not words.strip():
        return people
    return people.filter(
        Q(name__icontains=words.strip())
        | Q(institution__short_name__icontains=words.strip())
        | Q(account__email__icontains=words.strip())
    )


def seats_of(person: Person) -> QuerySet[Seat]:
    """All seats of a person, also past ones, the latest first."""
    return (
        Seat.objects.filter(person=person)
        .select_related("capability_set", "province", "region", "agency__region")
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the list: seats held now, and how far the way in is."""

    person: Person
    seats: list[Seat]
    account: User | None
    invitation: Invitation | None


def line_of(person: Person, now: datetime) -> Line:
    """The person with what is in force at a moment; no query after ``with_seats``."""
    today = timezone.localdate(now)
    held = [seat for seat in person.seats.all() if seat.is_held(today)]
    account = getattr(person, "account", None)
    return Line(person, held, account, open_invitation(person, now))


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """Browser and system in two words; the beginning of the text if neither is known."""
    words = [
        next((name for mark, name in known if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(word for word in words if word) or user_agent[:60] or "–"


def open_sessions(user: User, here: str | None, now: datetime) -> list[UserSession]:
    """Where an account is signed in, in one query: ``here`` (a session key) first, then the newest."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive)
    return sorted(
        rows.order_by("-created_at"), key=lambda each: each.session_key != here
    )


def hash_of(key: str) -> str:
    """What is stored of a key. It is 256 random bits, so one plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def invitation_of(key: str) -> Invitation | None:
    """The invitation that this key opens, used or not; None if there is none."""
    invitations = Invitation.objects.select_related("person", "invited_by__person")
    return invitations.filter(key_hash=hash_of(key)).first()


def open_invitation(person: Person, now: datetime) -> Invitation | None:
    """The invitation a person can still accept."""
    return next(
        (i for i in person.invitations.all() if i.closed_because(now) is None), None
    )


def is_brought_in(one: User, other: User) -> bool:
    """Whether one of these two opened the other's account by an invitation.

    Who invites chooses the address and the roles, so the two are not sure to be two.
    """
    used = Invitation.objects.filter(used_at__isnull=False)
    return used.filter(
        Q(person=one.person_id, invited_by__person=other.person_id)
        | Q(person=other.person_id, invited_by__person=one.person_id)
    ).exists()
