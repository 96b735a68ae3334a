"""Minutes of a sitting of the panel: who sat, what was decided, why, and who did not decide."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.rounds.models import Score, Sitting, SittingMember
from menuju.rounds.queries.minutes import Minutes, Section, blank
from menuju.rounds.queries.sittings import Decided, members_of, rulings_of
from menuju.web.components.formats import figure, moment, written
from menuju.web.documents import Signature

DASH = "–"
Role = SittingMember.Role
Levels = dict[tuple[int, str], str]


def sitting_minutes(sitting: Sitting, hidden: Collection[int] = ()) -> Minutes:
    """The minutes of a sitting, in the language that is active.

    ``hidden`` are participations whose scores the reader may not see yet: left out.
    """
    round_, members = sitting.round, members_of(sitting)
    rulings = [one for one in rulings_of(sitting) if _part_of(one) not in hidden]
    number = round_.sittings.filter(pk__lte=sitting.pk).count()
    moments = [one.moderation.decided_at for one in rulings]
    return Minutes(
        title=_("Berita acara musyawarah"),
        number=f"BA-MUSY-{number}/{round_.code}",
        about=f"{sitting.title}, {round_.title}",
        round=round_,
        facts=_facts(sitting, rulings),
        sections=[
            _who(members),
            _decided(rulings, given_for(rulings)),
            _notes(sitting),
        ],
        signs=_signs(members),
        held_at=sitting.closed_at or max([sitting.held_at, *moments]),
        place=sitting.place,
        is_draft=sitting.closed_at is None,
        is_simulated=sitting.is_simulated
        or any(one.moderation.is_simulated for one in rulings),
        name=f"berita-acara-musyawarah-{number}-{round_.code}",
    )


def given_for(rulings: list[Decided]) -> Levels:
    """What each assessor gave, by letter, for each item that was decided; one query."""
    keys = {(one.moderation.participation_id, one.moderation.item) for one in rulings}
    rows = Score.objects.filter(
        assignment__participation__in={part for part, _item in keys},
        assignment__submitted_at__isnull=False,
        item__in={item for _part, item in keys},
    ).order_by("assignment__letter")
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for part, item, letter, level in rows.values_list(
        "assignment__participation", "item", "assignment__letter", "level"
    ):
        said = _("tidak cukup bukti") if level is None else _short(level)
        found[part, item].append(f"{letter}: {said}")
    return {key: ", ".join(said) for key, said in found.items()}


def _part_of(one: Decided) -> int:
    return one.moderation.participation_id


def _notes(sitting: Sitting) -> Section:
    none = _("Sidang belum ditutup, jadi notulanya belum ada.")
    return Section(_("Notula"), texts=sitting.minutes.splitlines() or [none])


def _facts(sitting: Sitting, rulings: list[Decided]) -> list[tuple[str, str]]:
    zone, count = sitting.round.time_zone, len(rulings)
    closed = moment(sitting.closed_at, zone) if sitting.closed_at else _("belum")
    return [
        (_("Tahap"), sitting.round.title),
        (_("Waktu"), moment(sitting.held_at, zone)),
        (_("Tempat"), sitting.place or DASH),
        (_("Diputus"), ngettext("%(n)d butir", "%(n)d butir", count) % {"n": count}),
        (_("Ditutup"), closed),
    ]


def _who(members: list[SittingMember]) -> Section:
    return Section(
        _("Yang bersidang"),
        head=[_("Nama"), _("Lembaga"), _("Peran")],
        rows=[
            [
                one.person.name,
                one.person.institution.name if one.person.institution else DASH,
                str(one.get_role_display()),
            ]
            for one in members
        ],
        widths=[3, 4, 0],
    )


def _decided(rulings: list[Decided], given: Levels) -> Section:
    return Section(
        _("Yang diputus"),
        texts=[
            _(
                "Asesor disebut dengan huruf. Yang menilai suatu daerah atau mempunyai konflik kepentingan dengannya tidak ikut memutus daerah itu."
            )
        ],
        head=[
            _("Daerah dan butir"),
            _("Nilai asesor"),
            _("Disepakati"),
            _("Alasan"),
            _("Yang memutus"),
        ],
        rows=[_row(one, given) for one in rulings],
        widths=[5, 3, 0, 7, 5],
    )


def _row(one: Decided, given: Levels) -> list[str]:
    made = one.moderation
    voted = [who.person.name for who in made.deciders.all() if who.took_part]
    stayed = [
        _("%(who)s tidak ikut: %(why)s") % {"who": who.person.name, "why": who.why_not}
        for who in made.deciders.all()
        if not who.took_part
    ]
    return [
        f"{made.participation.region.name}: {one.node.title}",
        given.get((made.participation_id, made.item), DASH),
        _("%(level)s dari %(high)s")
        % {"level": _short(made.level), "high": figure(one.node.scale.max, 0)},
        made.reason or _("menurut aturan tahap"),
        "; ".join([", ".join(voted) or DASH, *stayed]),
    ]


def _short(level: Decimal | None) -> str:
    if level is None:
        return DASH
    return written(level, 0 if level == level.to_integral_value() else 2)


def _signs(members: list[SittingMember]) -> list[Signature]:
    offices = {Role.CHAIR: _("Ketua sidang"), Role.RECORDER: _("Notulis")}
    signs = [
        Signature(
            office=offices[Role(one.role)],
            name=one.person.name,
            institution=one.person.institution.name if one.person.institution else "",
        )
        for one in members
        if one.role in offices
    ]
    known = {one.role for one in members}
    return signs + [blank(text) for role, text in offices.items() if role not in known]
