from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Institution
from menuju.messages.models import Notification
from menuju.rounds.actions import assignments
from menuju.rounds.actions import proposals as actions
from menuju.rounds.models import Assignment, PanelProposal, Round
from menuju.rounds.queries.previews import preview_of
from menuju.rounds.queries.proposals import Ask
from menuju.rounds.queries.roster import roster_of
from tests import make

pytestmark = pytest.mark.django_db

CODES = ("64.71", "64.72", "35.71", "35.07", "12.12", "64.09")


def judged_round(regions=3, **changes):
    changes = {"phase": Round.Phase.ASSESSMENT, "assessors_per_region": 2} | changes
    round_ = make.open_round(**changes)
    for code in CODES[:regions]:
        make.judged_region(of=round_, code=code)
    return round_


def pool_of(round_, size=4, **changes):
    return [
        make.pool_member(round_, name=f"Asesor {n}", **changes) for n in range(size)
    ]


def apply(proposal, by=None):
    return actions.assign_proposed(
        proposal, digest=proposal.digest, by=by or make.manager()
    )


def panels_of(round_):
    rows = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    found = {}
    for row in rows.select_related("participation"):
        found.setdefault(row.participation.region_id, set()).add(row.assessor_id)
    return found


def test_a_proposal_writes_nothing_until_it_is_applied():
    round_ = judged_round()
    pool_of(round_)

    made = actions.propose(round_, Ask(), by=make.manager())

    assert not Assignment.objects.exists()
    assert apply(made) == 6
    assert Counter(map(len, panels_of(round_).values())) == {2: 3}


def test_what_is_applied_is_exactly_what_was_shown():
    round_ = judged_round()
    pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())
    shown = {
        one.participation.region_id: {person.pk for person in one.added}
        for one in preview_of(made).regions
    }

    apply(made)

    assert panels_of(round_) == shown


def test_the_same_seed_gives_the_same_proposal():
    round_ = judged_round(6)
    pool_of(round_, 5)

    first, again = (
        actions.propose(round_, Ask(seed=7), by=make.manager()) for _ in range(2)
    )

    assert first.digest == again.digest


def test_conflicts_and_capacities_are_kept_and_existing_panels_too():
    round_ = judged_round(6)
    members = pool_of(round_, 6, capacity=3)
    near = members[0].person
    near.home_region = round_.participations.get(region="64.71").region
    near.save()
    part = round_.participations.get(region="64.72")
    assignments.assign(part, members[1].person, by=make.manager())

    apply(actions.propose(round_, Ask(anchors=0), by=make.manager()))

    panels = panels_of(round_)
    assert near.pk not in panels["64.71"]
    assert members[1].person_id in panels["64.72"]
    assert Counter(map(len, panels.values())) == {2: 6}
    loads = Counter(person for panel in panels.values() for person in panel)
    assert max(loads.values()) <= 3


def test_who_gave_a_region_back_does_not_get_it_again():
    round_ = judged_round(1)
    members = pool_of(round_, 3)
    part = round_.participations.get()
    task = assignments.assign(part, members[0].person, by=make.manager())
    assignments.withdraw(task, reason="Cuti.", by=make.manager())

    apply(actions.propose(round_, Ask(), by=make.manager()))

    assert panels_of(round_)["64.71"] == {one.person_id for one in members[1:]}


def test_a_panel_does_not_hold_two_of_one_institution_while_others_are_free():
    round_ = judged_round(4)
    bodies = [
        Institution.objects.create(code=c, name=c, short_name=c, kind="other")
        for c in ("a", "b")
    ]
    for number, member in enumerate(pool_of(round_, 4)):
        member.person.institution = bodies[number % 2]
        member.person.save()

    made = actions.propose(round_, Ask(anchors=0), by=make.manager())

    assert preview_of(made).mixed == 0


def test_a_panel_covers_the_elements_that_its_assessors_know_apart():
    round_ = judged_round(4)
    for number, member in enumerate(pool_of(round_, 4)):
        member.topics = [["sdm"], ["komitmen"]][number % 2]
        member.save()

    made = actions.propose(round_, Ask(anchors=0), by=make.manager())

    assert preview_of(made).uncovered == 0


def test_places_that_nobody_can_take_are_shown_and_the_rest_can_be_applied():
    round_ = judged_round(3)
    pool_of(round_, 2, capacity=2)

    made = actions.propose(round_, Ask(anchors=0), by=make.manager())

    assert preview_of(made).short == 2
    assert apply(made) == 4


def test_an_anchor_is_judged_by_everybody_of_the_pool():
    round_ = judged_round(3)
    pool_of(round_, 5)

    apply(actions.propose(round_, Ask(anchors=1), by=make.manager()))

    anchor = round_.participations.get(is_anchor=True)
    assert anchor.assignments.count() == 5


def test_a_marked_anchor_is_filled_with_everybody():
    round_ = judged_round(3)
    pool_of(round_, 5)
    round_.participations.filter(region="35.71").update(is_anchor=True)

    apply(actions.propose(round_, Ask(anchors=0), by=make.manager()))

    assert len(panels_of(round_)["35.71"]) == 5


def test_letters_go_on_where_they_ended():
    round_ = judged_round(1, assessors_per_region=3)
    members = pool_of(round_, 4)
    part = round_.participations.get()
    task = assignments.assign(part, members[0].person, by=make.manager())
    assignments.withdraw(task, reason="Cuti.", by=make.manager())

    apply(actions.propose(round_, Ask(), by=make.manager()))

    rows = part.assignments.filter(withdrawn_at=None)
    assert sorted(rows.values_list("letter", flat=True)) == ["B", "C", "D"]


def test_pressed_twice_nothing_is_written_the_second_time():
    round_ = judged_round()
    pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())

    assert apply(made) == 6
    assert apply(made) == 0
    assert Assignment.objects.count() == 6


@pytest.mark.parametrize("change", ["capacity", "joined", "conflict", "panel", "size"])
def test_a_proposal_is_refused_with_what_changed_since(change):
    round_ = judged_round()
    members = pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())
    if change == "capacity":
        round_.pool_members.filter(pk=members[0].pk).update(capacity=1)
    elif change == "joined":
        make.pool_member(round_, name="Pendatang")
    elif change == "conflict":
        members[0].person.home_region = make.region("35.71")
        members[0].person.save()
    elif change == "panel":
        part = round_.participations.get(region="64.72")
        assignments.assign(part, members[0].person, by=make.manager())
    else:
        Round.objects.update(assessors_per_region=3)
    before = Assignment.objects.count()

    with pytest.raises(actions.OutdatedError, match="sudah berubah") as refusal:
        apply(PanelProposal.objects.get(pk=made.pk))

    expected = {
        "capacity": "Asesor 0",
        "joined": "Pendatang",
        "conflict": "Kota Kediri",
        "panel": "Kota Samarinda",
        "size": "Jumlah asesor",
    }
    assert expected[change] in str(refusal.value)
    assert Assignment.objects.count() == before


def test_another_digest_than_the_one_shown_is_refused():
    round_ = judged_round()
    pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())

    with pytest.raises(PermissionDenied, match="bukan yang Anda lihat"):
        actions.assign_proposed(made, digest="0" * 64, by=make.manager())


def test_a_proposal_that_was_changed_in_the_database_is_refused():
    round_ = judged_round()
    pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())
    made.content["added"].pop()
    made.save()

    with pytest.raises(PermissionDenied, match="bukan yang Anda lihat"):
        apply(made)


def test_nothing_is_proposed_or_applied_once_moderation_began():
    round_ = judged_round()
    pool_of(round_)
    made = actions.propose(round_, Ask(), by=make.manager())
    Round.objects.update(phase=Round.Phase.MODERATION)
    round_.refresh_from_db()

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.propose(round_, Ask(), by=make.manager())
    with pytest.raises(PermissionDenied, match="Musyawarah"):
        apply(made)


def test_without_anybody_to_assign_there_is_no_proposal():
    with pytest.raises(ValidationError, match="Belum ada asesor"):
        actions.propose(judged_round(), Ask(), by=make.manager())


def test_those_who_got_regions_are_told_once():
    round_ = judged_round()
    pool_of(round_)

    apply(actions.propose(round_, Ask(), by=make.manager()))

    told = Notification.objects.filter(kind="rounds.assigned")
    assert told.count() == 4
    assert round_.title in told[0].subject


# --- severity and merit


def separated(size=2):
    """Two panels that share nobody."""
    round_ = judged_round(2)
    for part in round_.participations.all():
        make.panel(part, size)
    return round_


def test_panels_that_share_nobody_cannot_be_told_from_merit():
    linkage = roster_of(separated()).linkage

    assert len(linkage.blocks) == 2
    assert linkage.is_enough
    assert linkage.bridge is not None


def test_connected_panels_raise_no_warning():
    round_ = judged_round()
    pool_of(round_)
    apply(actions.propose(round_, Ask(), by=make.manager()))

    assert not roster_of(round_).linkage.is_apart


def test_a_region_that_conflicts_close_to_a_block_is_not_proposed_as_an_anchor():
    round_ = separated()
    first, second = round_.participations.order_by("region")
    for row in second.assignments.all():
        row.assessor.home_region = first.region
        row.assessor.save()

    assert roster_of(round_).linkage.bridge == second.region


def test_the_fewest_anchors_mend_what_is_apart():
    round_ = separated()

    made = actions.propose(round_, Ask(anchors=None), by=make.manager())

    preview = preview_of(made)
    assert (preview.before, preview.after.is_apart) == (2, False)
    assert preview.anchors == 1
