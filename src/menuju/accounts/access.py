"""Who may do what: the capabilities of a person's seats, in their scopes.

A national seat reaches every region, a provincial one the regions of its province, a
regional one its region. A seat in an agency reaches only what was handed to that agency,
and is therefore asked for apart, with ``agencies_where``.
"""

import logging
import threading
from typing import Any, ClassVar, TypeAlias

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    Institution,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.messages.queries import unread_of
from menuju.regions.models import Office, Region

Wherever: TypeAlias = tuple[Capability, ...]
log = logging.getLogger("menuju.accounts")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: accounts come from invitations."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Surel atau kata sandi tidak cocok. Coba lagi."),
        "enter_current_password": _(
            "Kata sandi lama tidak cocok. Tuliskan sekali lagi."
        ),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:  # noqa: ANN401 -- allauth's
        """Post a mail behind the answer: neither a wait nor a failure tells of an account."""
        told = {"request": self.request, "email": email, **context}
        letter = self.render_mail(template_prefix, email, told)
        if settings.MAIL_BEHIND_ANSWER:
            threading.Thread(target=_post, args=[letter]).start()
        else:
            _post(letter)

    def pre_login(
        self,
        request: HttpRequest,
        user: User,
        **how: Any,  # noqa: ANN401 -- allauth's
    ) -> HttpResponse | None:
        """Turn away whoever came with a public password, except in a demo."""
        if user.email.endswith(f"@{settings.DEMO_DOMAIN}") and not settings.DEMO:
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **how)  # type: ignore[no-any-return]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The workspace, in English if the page or else the person asks for it."""
        wanted = getattr(request.user, "language", settings.LANGUAGE_CODE)
        is_english = "en" in {get_language(), wanted}
        return f"{'/en' if is_english else ''}{settings.LOGIN_REDIRECT_URL}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the account, where the message is shown."""
        return reverse("accounts:account")


def _post(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("a mail of an account was not sent: %s", type(error).__name__)


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """Signing in by e-mail address, and the account of a request."""

    def get_user(self, user_id: int) -> User | None:
        """The account, and in the same query how many messages wait in its inbox."""
        accounts = User.objects.select_related("person__institution").annotate(
            unread=unread_of("pk")
        )
        user = accounts.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def can(
    user: User | AnonymousUser, capability: Capability, *, region: Region | None = None
) -> bool:
    """Whether a seat gives ``capability`` in the nation, or in ``region`` if given."""
    return any(_reaches(seat, region) for seat in _seats(user, capability))


def can_anywhere(user: User | AnonymousUser, capability: Capability) -> bool:
    """Whether any seat, of any scope, gives ``capability``."""
    return bool(_seats(user, capability))


def in_scope(
    user: User | AnonymousUser, capability: Capability, field: str = "region"
) -> Q:
    """A condition on ``field`` (a path to a Region): where ``capability`` reaches."""
    condition = Q(pk__in=[])
    for seat in _seats(user, capability):
        if seat.is_national:
            return ~Q(pk__in=[])
        if seat.region_id:
            condition |= Q(**{f"{field}": seat.region_id})
        if seat.province_id:
            condition |= Q(**{f"{field}__province": seat.province_id})
    return condition


def agencies_where(user: User | AnonymousUser, capability: Capability) -> set[int]:
    """The agencies in which a seat gives ``capability``."""
    return {seat.agency_id for seat in _seats(user, capability) if seat.agency_id}


ASSESSMENT: Wherever = (
    Capability.MANAGE_ROUNDS,
    Capability.VIEW_ROUNDS,
    Capability.RECORD_ATTENDANCE,
    Capability.CONFIRM_ATTENDANCE,
    Capability.ASSIGN,
    Capability.ASSESS,
    Capability.MODERATE,
    Capability.FREEZE,
    Capability.DECIDE,
    Capability.VIEW_REGION,
    Capability.ANSWER,
    Capability.SUBMIT,
    Capability.AUDIT,
)
INSTRUMENTS: Wherever = (
    Capability.EDIT_INSTRUMENTS,
    Capability.PUBLISH_INSTRUMENTS,
    Capability.MANAGE_ROUNDS,
    Capability.ASSESS,
    Capability.MODERATE,
)
RESULTS: Wherever = (
    Capability.MANAGE_ROUNDS,
    Capability.FREEZE,
    Capability.DECIDE,
    Capability.WRITE_LETTERS,
    Capability.APPROVE_LETTERS,
    Capability.ANSWER_REPLIES,
    Capability.VIEW_REGION,
    Capability.AUDIT,
)
PLANS: Wherever = (
    Capability.WRITE_PLANS,
    Capability.APPROVE_PLANS,
    Capability.GUIDE_PLANS,
    Capability.MENTOR,
    Capability.VIEW_REGION,
    Capability.AUDIT,
)
MOST_ENTRIES = 6
ENTRIES: tuple[tuple[Any, str, Wherever], ...] = (
    (_("Tugas saya"), "overview:home", ()),
    (_("Asesmen"), "rounds:list", ASSESSMENT),
    (_("Instrumen"), "instruments:list", INSTRUMENTS),
    (_("Hasil"), "results:list", RESULTS),
    (pgettext_lazy("navigation", "Rencana"), "plans:list", PLANS),
    (_("Pengguna"), "accounts:people", (Capability.INVITE_PEOPLE,)),
    (_("Daerah"), "portal:regions", ()),
)
"""Label, page, and the capabilities of which any one shows it (none: everybody).

The last one, a public page, gives way where somebody has business with all the others.
"""


def navigation(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """The entries of the workspace that ``user`` has business with, at most six."""
    if not user.is_authenticated:
        return []
    return [
        (str(label), name)
        for label, name, needed in ENTRIES
        if not needed or any(can_anywhere(user, capability) for capability in needed)
    ][:MOST_ENTRIES]


def navigation_context(request: HttpRequest) -> dict[str, Any]:
    """``navigation`` for templates; costs nothing on a page that does not show it."""
    return {"navigation": SimpleLazyObject(lambda: _links(request))}


def _links(request: HttpRequest) -> list[dict[str, Any]]:
    links = []
    for label, name in navigation(request.user):
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        is_home = name == "overview:home"
        current = request.path == url if is_home else request.path.startswith(url)
        links.append({"label": label, "url": url, "current": current})
    return links


def people_visible_to(user: User) -> QuerySet[Person]:
    """People with a seat where ``user`` may invite, and newcomers who live there."""
    capability = Capability.INVITE_PEOPLE
    if can(user, capability):
        return Person.objects.all()
    newcomers = Q(seats=None) & in_scope(user, capability, "home_region")
    return Person.objects.filter(
        in_scope(user, capability, "seats__region")
        | in_scope(user, capability, "seats__agency__region")
        | newcomers
    ).distinct()


def open_person(user: User, pk: int) -> Person:
    """A person on behalf of somebody who looks after people; 404 outside their scope."""
    if not can_anywhere(user, Capability.INVITE_PEOPLE):
        raise PermissionDenied
    people = people_visible_to(user).select_related("institution", "home_region")
    return get_object_or_404(people, pk=pk)


def can_invite(user: User, person: Person) -> bool:
    """Whoever reaches every seat of a person may give them an account, but not oneself.

    An account opens all seats of its person, so reaching one of them is not enough.
    """
    return person.pk != user.person_id and all(
        can_hold_out(user, seat)
        for seat in person.seats.select_related("region", "agency__region")
    )


def can_hold_out(user: User, seat: Seat) -> bool:
    """Whether ``user`` may give or end this seat: it lies in their reach."""
    if seat.person_id == user.person_id:
        return False
    if seat.is_national or seat.province_id:
        return can(user, Capability.INVITE_PEOPLE)
    region = seat.agency.region if seat.agency else seat.region
    return can(user, Capability.INVITE_PEOPLE, region=region)


OF_A_REGION = frozenset(
    {
        Capability.VIEW_REGION,
        Capability.ANSWER,
        Capability.DELEGATE,
        Capability.SUBMIT,
        Capability.OBJECT,
        Capability.WRITE_PLANS,
        Capability.APPROVE_PLANS,
    }
)
"""What somebody who looks after the people of one region may hand out there."""


def sets_to_give(user: User) -> list[CapabilitySet]:
    """All sets for a national seat; below it only those that act within a region."""
    sets = CapabilitySet.objects.all()
    if can(user, Capability.INVITE_PEOPLE):
        return list(sets)
    return [each for each in sets if OF_A_REGION.issuperset(each.capabilities)]


def region_looked_after(user: User) -> Region | None:
    """The one region whose people ``user`` looks after; None if it is more than one."""
    seats = _seats(user, Capability.INVITE_PEOPLE)
    return seats[0].region if len(seats) == 1 else None


def open_seat(user: User, pk: int) -> Seat:
    """A seat that ``user`` may end; 404 if the person is hidden, 403 if out of reach."""
    seats = Seat.objects.select_related("person", "region", "agency__region")
    seat = get_object_or_404(seats, pk=pk)
    open_person(user, seat.person_id)
    if not can_hold_out(user, seat):
        raise PermissionDenied
    return seat


KEEPS_OFFICES = (Capability.INVITE_PEOPLE, Capability.DELEGATE)
"""Either of these, in a region, keeps the list of its agencies, offices and holders."""


def can_keep_offices(user: User | AnonymousUser, region: Region) -> bool:
    """Whether ``user`` enters the agencies, offices and office holders of ``region``."""
    return any(can(user, each, region=region) for each in KEEPS_OFFICES)


def regions_kept(user: User) -> QuerySet[Region]:
    """The regions whose offices ``user`` keeps; 403 if there is no such seat at all."""
    held = [seat for each in KEEPS_OFFICES for seat in _seats(user, each)]
    seats = [seat for seat in held if not seat.agency_id]
    if not seats:
        raise PermissionDenied
    if any(seat.is_national for seat in seats):
        return Region.objects.all()
    return Region.objects.filter(
        Q(pk__in=[seat.region_id for seat in seats if seat.region_id])
        | Q(province__in=[seat.province_id for seat in seats if seat.province_id])
    )


def open_offices(user: User, code: str) -> Region:
    """A region, for whoever keeps its offices; 404 for all others."""
    return get_object_or_404(regions_kept(user).select_related("province"), pk=code)


def open_office(user: User, code: str, pk: int) -> Office:
    """An office of a region that ``user`` keeps."""
    offices = Office.objects.select_related("region__province", "agency")
    return get_object_or_404(offices, region=open_offices(user, code), pk=pk)


def open_holding(user: User, pk: int) -> OfficeHolding:
    """A term in an office of a region that ``user`` keeps."""
    holdings = OfficeHolding.objects.select_related("office__region", "person")
    return get_object_or_404(holdings, pk=pk, office__region__in=regions_kept(user))


def people_of(region: Region) -> QuerySet[Person]:
    """People who live in a region, hold or held an office there, or have a seat in it."""
    return Person.objects.filter(
        Q(home_region=region)
        | Q(holdings__office__region=region)
        | Q(seats__region=region)
        | Q(seats__agency__region=region)
    ).distinct()


def keeps_institutions(user: User) -> bool:
    """Whoever looks after the people of the whole nation keeps its institutions."""
    return can(user, Capability.INVITE_PEOPLE)


def institutions_kept(user: User) -> QuerySet[Institution]:
    """All institutions, for whoever keeps them; 403 for all others."""
    if not keeps_institutions(user):
        raise PermissionDenied
    return Institution.objects.all()


def demo_card(key: str) -> Any:  # noqa: ANN401 -- config.demo.cards.Card
    """The sign-in card of this key. There is none outside the demo: 404."""
    cards = {card.key: card for card in settings.DEMO_CARDS} if settings.DEMO else {}
    if key not in cards:
        raise Http404
    return cards[key]


def _seats(user: User | AnonymousUser, capability: Capability) -> list[Seat]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return [seat for seat in user.seats_held if seat.gives(capability)]


def _reaches(seat: Seat, region: Region | None) -> bool:
    if seat.is_national:
        return True
    if region is None or seat.agency_id:
        return False
    return seat.region_id == region.pk or (
        bool(seat.province_id) and seat.province_id == region.province_id
    )
