"""Sittings of the panel, who decides there, and reasons that follow earlier ones."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.rounds.actions import moderation, sittings
from menuju.rounds.actions.moderation import Ruling
from menuju.rounds.models import Moderation, Reply, Round, Sitting, SittingMember
from menuju.rounds.queries.precedents import precedents
from tests import make

pytestmark = pytest.mark.django_db

MINUTES = "Panel memeriksa bukti satu per satu dan memutus menurut rubrik butirnya."
OTHER = "Peta jalan belum ditetapkan kepala daerah, jadi belum berjalan penuh."


def moderator(name="Moderator"):
    return make.somebody(Capability.MODERATE, Capability.VIEW_ROUNDS, name=name)


def waiting(*, of=None, code="64.71", sheets=((0, 2), (2, 2))):
    """A region with one open difference, in a round of moderation."""
    part = make.judged_region(of=of, code=code, **({} if of else FIELDS))
    make.judged_by(part, *sheets)
    return make.in_phase(part, Round.Phase.MODERATION)


FIELDS = {"assessors_per_region": 2}


def convened(part, by, *others):
    made = sittings.convene(
        part.round, title="Sidang I", held_at=timezone.now(), place="Jakarta", by=by
    )
    for user in others:
        sittings.add_member(made, user.person, role="member", by=by)
    return made


def ruled(part, sitting, by, level=1, reason=make.REASON, **more):
    said = Ruling(Decimal(level), reason, sitting, **more)
    return moderation.settle(part, "sdm-1", said, by=by)


def test_what_a_sitting_decides_carries_who_decided():
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    made = ruled(part, convened(part, chair, other), chair)

    assert made.sitting.title == "Sidang I"
    assert [who.person.name for who in made.deciders.filter(took_part=True)] == [
        "Anggota",
        "Ketua",
    ]


def test_a_member_who_judged_the_region_does_not_decide_it_and_that_is_kept():
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    judge = part.assignments.get(letter="A").assessor
    make.seat(judge, Capability.MODERATE)
    sitting = convened(part, chair, other)
    SittingMember.objects.create(sitting=sitting, person=judge)

    made = ruled(part, sitting, chair)

    (out,) = made.deciders.filter(took_part=False)
    assert (out.person, out.why_not) == (judge, "menilai daerah ini")


def test_a_member_with_a_conflict_leaves_too_few_to_decide():
    part, chair, near = waiting(), moderator("Ketua"), moderator("Dekat")
    sitting = convened(part, chair)
    SittingMember.objects.create(sitting=sitting, person=near.person)
    near.person.home_region = part.region
    near.person.save()

    with pytest.raises(ValidationError, match="sedikitnya dua orang"):
        ruled(part, sitting, chair)


def test_whoever_could_decide_nothing_is_not_added_except_to_take_minutes():
    part, chair = waiting(), moderator("Ketua")
    judge = part.assignments.get(letter="A").assessor
    sitting = convened(part, chair)

    with pytest.raises(ValidationError, match="tidak dapat ikut memutus"):
        sittings.add_member(sitting, judge, role="member", by=chair)
    sittings.add_member(sitting, judge, role="recorder", by=chair)

    assert sitting.members.count() == 2


def test_adding_says_which_regions_a_member_will_not_decide():
    part, chair = waiting(), moderator("Ketua")
    make.in_phase(part, Round.Phase.ASSESSMENT)
    waiting(of=Round.objects.get(), code="64.72")
    part = make.in_phase(part, Round.Phase.MODERATION)
    judge = part.assignments.get(letter="A").assessor

    near = sittings.add_member(convened(part, chair), judge, role="member", by=chair)

    assert near == [("Kota Balikpapan", "menilai daerah ini")]


def test_somebody_outside_the_sitting_does_not_decide_in_its_name():
    part, chair = waiting(), moderator("Ketua")
    sitting = convened(part, chair, moderator("Anggota"))

    with pytest.raises(PermissionDenied, match="bukan anggota"):
        ruled(part, sitting, moderator("Orang luar"))


def test_a_sitting_has_one_chair():
    part, chair = waiting(), moderator("Ketua")
    sitting = convened(part, chair)

    with pytest.raises(ValidationError, match="sudah diketuai Ketua"):
        sittings.add_member(sitting, moderator().person, role="chair", by=chair)


def test_an_empty_sitting_is_not_closed():
    part, chair = waiting(), moderator("Ketua")

    with pytest.raises(ValidationError, match="belum memutus apa pun"):
        sittings.close(convened(part, chair), minutes=MINUTES, by=chair)


def test_a_closed_sitting_keeps_its_minutes_and_takes_nothing_more():
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    sitting = convened(part, chair, other)
    ruled(part, sitting, chair)

    with pytest.raises(ValidationError, match="Notula minimal"):
        sittings.close(sitting, minutes="Pendek", by=chair)
    made = sittings.close(sitting, minutes=MINUTES, by=chair)

    assert made.minutes == MINUTES
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        sittings.add_member(made, moderator().person, role="member", by=chair)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        moderation.settle(
            part, "sdm-2", Ruling(Decimal(2), make.REASON, made), by=chair
        )


def test_who_decided_stays_a_member_and_who_did_not_may_go():
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    sitting = convened(part, chair, other)
    late = moderator("Terlambat")
    ruled(part, sitting, chair)
    sittings.add_member(sitting, late.person, role="member", by=chair)

    sittings.remove_member(sitting.members.get(person=late.person), by=chair)
    with pytest.raises(ValidationError, match="tetap tercatat"):
        sittings.remove_member(sitting.members.get(person=other.person), by=chair)


def test_no_sitting_opens_outside_moderation():
    part = make.in_phase(waiting(), Round.Phase.DECISION)

    with pytest.raises(PermissionDenied, match="fase musyawarah"):
        convened(part, moderator())


def test_one_moderator_alone_is_also_recorded():
    part, alone = waiting(), moderator("Sendiri")

    made = moderation.decide(
        part, "sdm-1", level=Decimal(1), reason=make.REASON, by=alone
    )

    assert [who.person.name for who in made.deciders.all()] == ["Sendiri"]
    assert made.sitting is None


# Precedents


def two_regions():
    """Two regions of one round that wait for the same item."""
    first = waiting()
    make.in_phase(first, Round.Phase.ASSESSMENT)
    second = waiting(of=Round.objects.get(), code="64.72")
    return make.in_phase(first, Round.Phase.MODERATION), second


def test_reasons_for_the_same_item_are_found_by_all_their_words():
    first, second = two_regions()
    ruled(first, None, moderator(), reason=OTHER)

    assert [one.reason for one in precedents(second, "sdm-1", "peta DITETAPKAN")] == [
        OTHER
    ]
    assert precedents(second, "sdm-1", "peta anggaran") == []
    assert precedents(second, "sdm-2") == []


def test_a_level_agreed_by_rule_is_no_precedent():
    first, second = two_regions()
    moderation.agree_by_rule(first.round, by=moderator())

    assert precedents(second, "sdm-2") == []


def test_an_upheld_reply_comes_first_with_its_answer():
    first, second = two_regions()
    ruled(first, None, moderator(), reason=OTHER)
    now = timezone.now()
    Reply.objects.create(
        participation=first,
        subject="item",
        code="sdm-1",
        text="Sudah ditetapkan.",
        at=now,
        deadline=now + timedelta(days=1),
        state="upheld",
        answer="Keputusan wali kota ternyata sudah terbit sebelum sidang.",
        level_after="3",
        is_precedent=True,
    )

    (only,) = precedents(second, "sdm-1")

    assert only.from_reply
    assert only.level == 3
    assert only.reason.startswith("Keputusan wali kota")


def test_a_ruling_follows_a_precedent_about_the_same_item():
    first, second = two_regions()
    earlier = ruled(first, None, moderator(), reason=OTHER)

    made = ruled(second, None, moderator(), reason=OTHER, follows=earlier)

    assert made.follows == earlier


def test_the_other_region_is_not_named_to_this_one():
    first, second = two_regions()
    earlier = ruled(first, None, moderator(), reason=OTHER)
    said = f"{OTHER} Sama seperti Kota Balikpapan."

    with pytest.raises(ValidationError, match="menyebut Kota Balikpapan"):
        ruled(second, None, moderator(), reason=said, follows=earlier)


# Pages


def page(name, part, *more):
    return reverse(f"rounds:{name}", args=[part.round.code, *more])


def difference(part):
    return page("moderate", part, part.region_id, "sdm-1")


def test_following_keeps_what_was_typed_and_names_no_region(client):
    first, second = two_regions()
    earlier = ruled(first, None, moderator(), reason=OTHER)
    client.force_login(moderator())
    action = f"follow-{earlier.pk}"

    empty = client.post(difference(second), {"action": action, "level": "1"})
    typed = client.post(
        difference(second), {"action": action, "reason": "Sudah saya tulis sendiri."}
    )

    assert empty.status_code == typed.status_code == 200
    assert OTHER in empty.context["form"]["reason"].value()
    assert empty.context["form"]["level"].value() == "1"
    assert typed.context["form"]["reason"].value() == "Sudah saya tulis sendiri."
    assert "Balikpapan" not in empty.content.decode()
    assert Moderation.objects.count() == 1


def test_searching_decides_nothing(client):
    _, second = two_regions()
    client.force_login(moderator())
    said = {"action": "search", "words": "peta", "level": "1", "reason": make.REASON}

    answer = client.post(difference(second), said)

    assert answer.status_code == 200
    assert answer.context["form"]["reason"].value() == make.REASON
    assert not Moderation.objects.exists()


def test_a_decision_leads_to_the_next_difference(client):
    first, second = two_regions()
    client.force_login(moderator())

    sent = client.post(difference(first), {"level": "1", "reason": make.REASON})
    last = client.post(difference(second), {"level": "1", "reason": make.REASON})

    assert sent.headers["Location"] == difference(second)
    assert last.headers["Location"] == page("moderation", first)


def test_a_sitting_from_opening_to_minutes(client):
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    client.force_login(chair)

    opened = {"title": "Sidang I", "held_at": "2019-02-22T10:00", "place": ""}
    assert client.post(page("sittings", part), opened).status_code == 302
    made = Sitting.objects.get()
    here = page("sitting", part, made.pk)
    client.post(here, {"person": other.person_id, "role": "member"})
    ruling = {"level": "1", "reason": make.REASON, "sitting": made.pk}
    client.post(difference(part), ruling)
    assert "Anggota, Ketua" in client.get(here).content.decode()
    short = client.post(page("close_sitting", part, made.pk), {"minutes": "Ya"})
    assert short.status_code == 422
    client.post(page("close_sitting", part, made.pk), {"minutes": MINUTES})

    assert MINUTES in client.get(here).content.decode()


def test_a_member_who_still_judges_a_region_is_not_shown_its_level(client):
    part, chair, other = waiting(), moderator("Ketua"), moderator("Anggota")
    sitting = convened(part, chair, other)
    ruled(part, sitting, chair)
    late = make.assessor_of(part, letter="C")
    make.seat(late.person, Capability.MODERATE, Capability.VIEW_ROUNDS)
    here = page("sitting", part, sitting.pk)

    client.force_login(chair)
    assert "Butir sdm-1" in client.get(here).content.decode()
    client.force_login(late)
    assert "Butir sdm-1" not in client.get(here).content.decode()


def test_a_region_opens_no_sitting(client):
    part, chair = waiting(), moderator()
    sitting = convened(part, chair)
    client.force_login(make.coordinator(part.region))

    assert client.get(page("sittings", part)).status_code == 403
    assert client.get(page("sitting", part, sitting.pk)).status_code == 403
    client.force_login(make.coordinator(make.region("35.71")))
    assert client.get(page("sitting", part, sitting.pk)).status_code == 404


@pytest.mark.parametrize("regions", [1, 3])
def test_the_pages_of_moderation_stay_within_the_query_budget(
    client, regions, django_assert_max_num_queries
):
    part = waiting()
    make.in_phase(part, Round.Phase.ASSESSMENT)
    for code in ("64.72", "35.71")[: regions - 1]:
        waiting(of=Round.objects.get(), code=code)
        make.in_phase(part, Round.Phase.ASSESSMENT)
    part = make.in_phase(part, Round.Phase.MODERATION)
    chair = moderator()
    sitting = convened(part, chair, *(moderator(f"M{n}") for n in range(regions)))
    client.force_login(chair)

    for place in (
        page("moderation", part),
        difference(part),
        page("sittings", part),
        page("sitting", part, sitting.pk),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(place).status_code == 200
