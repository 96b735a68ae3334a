import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capability, Person
from menuju.audit.models import Entry
from menuju.results import actions
from menuju.results.models import Decision
from menuju.results.queries.decisions import Signature
from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
TIED = {"64.71": make.judged(), "64.72": make.judged(), "64.74": make.judged("1")}


def outcomes():
    return dict(Participation.objects.values_list("region_id", "outcome"))


def rina():
    return make.official("Rina", Capability.DECIDE)


def joko():
    return make.official("Joko", Capability.DECIDE)


def test_a_release_says_what_it_was_computed_from():
    freeze = make.frozen()
    by = rina()

    release = actions.release(freeze, by)

    row = release.results.get()
    assert (row.score, row.position, row.tied) == (2.46, 1, False)
    assert (release.engine, len(release.digest)) == ("menuju-tree/1", 64)
    entry = Entry.objects.get(verb="released")
    assert entry.detail == {"digest": release.digest, "freeze": freeze.digest}


def test_releasing_twice_gives_the_same_release():
    freeze = make.frozen()

    assert actions.release(freeze, None) == actions.release(freeze, None)


def test_a_freeze_that_nobody_approved_cannot_be_released():
    with pytest.raises(ValidationError, match="disetujui orang kedua"):
        actions.release(make.frozen(approved=False), None)


def test_a_withdrawn_freeze_cannot_be_released():
    with pytest.raises(ValidationError):
        actions.release(make.frozen(withdrawn_at=make.NOON), None)


def test_a_simulated_freeze_gives_a_simulated_release():
    release = make.released(provenance="simulated")

    assert release.is_simulated
    assert release.results.get().is_simulated


def test_a_decision_in_the_computed_order_needs_no_reason():
    release = make.released(THREE)

    decision = actions.propose_decision(release, make.choice("64.71"), rina())

    lines = decision.lines.order_by("result__participation__region")
    assert [(x.selected, x.within_quota) for x in lines] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_a_departure_from_the_order_needs_a_reason_on_both_sides():
    release = make.released(THREE)

    with pytest.raises(ValidationError) as refusal:
        actions.propose_decision(release, make.choice("64.72"), rina())

    assert refusal.value.messages == [
        "Keputusan untuk Kota Balikpapan berbeda dari urutan nilai. Tuliskan alasannya.",
        "Keputusan untuk Kota Samarinda berbeda dari urutan nilai. Tuliskan alasannya.",
    ]


def test_a_departure_with_reasons_is_recorded_with_them():
    release = make.released(THREE)
    reasons = {"64.71": "Mengundurkan diri", "64.72": "Pemerataan wilayah"}

    decision = actions.propose_decision(
        release, make.choice("64.72", reasons=reasons), rina()
    )

    lines = decision.lines.exclude(exception_reason="")
    assert {x.exception_reason for x in lines} == set(reasons.values())


def test_a_tie_at_the_border_is_decided_by_a_person_with_a_reason():
    release = make.released(TIED)

    by = rina()

    with pytest.raises(ValidationError, match="bernilai sama"):
        actions.propose_decision(release, make.choice("64.71"), by)

    chosen = make.choice("64.71", reasons={"64.71": "Pemerataan wilayah"})
    assert actions.propose_decision(release, chosen, by).lines.count() == 3


def test_more_places_than_the_quota_need_a_reason():
    release = make.released(THREE)
    reasons, by = {"64.72": "Pemerataan wilayah"}, rina()

    with pytest.raises(ValidationError, match="memilih 2 daerah"):
        actions.propose_decision(
            release, make.choice("64.71", "64.72", reasons=reasons), by
        )

    choice = make.choice("64.71", "64.72", reasons=reasons, reason="Kuota ditambah")
    assert actions.propose_decision(release, choice, by).reason == "Kuota ditambah"


def test_a_region_outside_the_release_cannot_be_chosen():
    release = make.released(THREE)

    with pytest.raises(ValidationError, match=r"11\.01"):
        actions.propose_decision(release, make.choice("64.71", "11.01"), rina())


def test_one_institution_is_not_enough_to_sign():
    release = make.released(THREE)
    signatures = [
        Signature(Person.objects.create(name=name), "Direktur", "Kemkominfo")
        for name in ("Sari", "Budi")
    ]

    with pytest.raises(ValidationError, match="dua lembaga"):
        actions.propose_decision(
            release, make.choice("64.71", signatures=signatures), rina()
        )


def test_a_later_proposal_replaces_one_that_nobody_decided():
    release = make.released(THREE)
    by = rina()
    actions.propose_decision(release, make.choice("64.71", number="1"), by)

    actions.propose_decision(release, make.choice("64.71", number="2"), by)

    assert Decision.objects.get().number == "2"


def test_a_second_person_decides_and_published_every_region_has_its_outcome():
    release = make.released(THREE)
    decision = actions.propose_decision(release, make.choice("64.71"), rina())

    actions.publish(actions.decide(decision, joko()).release, None)

    assert outcomes() == {
        "64.71": "selected",
        "64.72": "not_selected",
        "64.74": "not_selected",
    }


def test_the_proposer_cannot_decide():
    by = rina()
    decision = actions.propose_decision(make.released(THREE), make.choice("64.71"), by)

    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.decide(decision, by)

    assert set(outcomes().values()) == {""}


def test_a_decision_cannot_be_taken_twice_or_proposed_anew():
    release = make.released(THREE)
    decision = actions.propose_decision(release, make.choice("64.71"), rina())
    second = joko()
    actions.decide(decision, second)

    with pytest.raises(PermissionDenied, match="sudah ditetapkan"):
        actions.decide(decision, second)
    with pytest.raises(PermissionDenied, match="sudah ditetapkan"):
        actions.propose_decision(release, make.choice("64.71"), second)


def test_outside_the_deciding_phase_nothing_is_decided():
    round_ = make.judged_round(phase=Round.Phase.MODERATION)
    release = make.released(THREE, round_)

    with pytest.raises(PermissionDenied, match="masa keputusan"):
        actions.propose_decision(release, make.choice("64.71"), rina())


def test_nothing_is_published_before_it_was_decided():
    release = make.released(THREE)
    proposer = rina()

    with pytest.raises(ValidationError, match="ditetapkan orang kedua"):
        actions.publish(release, proposer)

    decision = actions.propose_decision(release, make.choice("64.71"), proposer)
    with pytest.raises(ValidationError):
        actions.publish(release, proposer)
    actions.decide(decision, joko())
    assert actions.publish(release, proposer).published_at is not None
