"""Two signatories sign at the same moment, or one signs while somebody writes."""

from menuju.plans.actions import approvals, mentors, publication
from menuju.plans.actions.programmes import remove
from menuju.plans.models import Approval, Mentorship, Publication
from menuju.plans.queries.approvals import digest_now, holdings_of
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.actions.assignments import assign
from menuju.rounds.models import Assignment
from tests import make
from tests.make import guidance
from tests.races import at_once, on_postgres, refusals

pytestmark = on_postgres


def signing(version, person):
    read = digest_now(version)
    holding = holdings_of(person.person, version.masterplan.region)[0]
    return lambda: approvals.sign(version, holding, read=read, by=person)


def test_two_signatories_at_once_approve_the_version():
    version = guidance.reviewed()
    both = [guidance.leader(), guidance.planning_head()]

    outcome = at_once(*[signing(version, one) for one in both])

    assert refusals(outcome) == []
    assert guidance.fresh(version).state == "approved"


def test_one_signatory_who_presses_twice_signs_once():
    version, leader = guidance.reviewed(), guidance.leader()

    outcome = at_once(*[signing(version, leader)] * 2)

    assert len(refusals(outcome)) == 1
    assert Approval.objects.count() == 1
    assert guidance.fresh(version).state == "review"


def test_who_signs_while_somebody_writes_never_signs_what_they_did_not_see():
    version = guidance.free_version()
    programme = make.programme(version)
    guidance.reviewed(version)
    version, leader = guidance.fresh(version), guidance.leader()
    planner = make.planner(name="Penulis")

    at_once(signing(version, leader), lambda: remove(programme, by=planner))

    now = digest_now(guidance.fresh(version))
    assert all(one.digest == now for one in Approval.objects.filter(withdrawn_at=None))


def test_a_version_is_published_once():
    version = guidance.approved()

    outcome = at_once(*[lambda: publication.publish(version, by=None)] * 3)

    assert len(refusals(outcome)) == 2
    assert Publication.objects.count() == 1


def test_nobody_becomes_mentor_and_judge_of_a_region_at_once():
    make.capability_set(code="pembimbing")
    version, by = make.masterplan_version(), guidance.guide()
    part = make.judged_region(phase="assessment")
    other = make.judged_region(of=part.round, code="64.72")
    assessor = make.assessor_of(other)
    make.pool_member(part.round, assessor)
    person = assessor.person
    day = make.today()

    at_once(
        lambda: mentors.assign(version.masterplan, person, day, by=by),
        lambda: assign(part, person, by=by),
    )

    judges = Assignment.objects.filter(participation=part, assessor=person).exists()
    guides = Mentorship.objects.filter(person=person).exists()
    assert judges != guides
    assert guides == bool(unresolved_between(person, part.region))
