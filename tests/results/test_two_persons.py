"""Two persons are two persons, decide on the rules that stand, and know before anybody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability, Invitation, Person
from menuju.results import actions
from menuju.results.actions import letters
from menuju.results.actions.policy import dry_run
from menuju.results.actions.rules import publish_rules, save_rules
from menuju.results.models import Letter, Letterhead, Simulation
from menuju.results.queries.decisions import Signature
from menuju.results.queries.policy import Changes
from menuju.results.queries.selection import Terms
from menuju.rounds.models import Participation, Round
from tests import make
from tests.make.letters import drafted, letter_approver, letter_writer, letterhead

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}


def decider(name, *more):
    return make.official(name, Capability.DECIDE, *more)


def invited(person, by):
    """An invitation that was used: ``by`` opened this person's account."""
    return Invitation.objects.create(
        person=person.person,
        email=person.email,
        key_hash=person.email[:64],
        invited_by=by,
        expires_at=timezone.now(),
        used_at=timezone.now(),
    )


def proposed(by, **fields):
    release = make.released(THREE)
    return actions.propose_decision(release, make.choice("64.71", **fields), by)


def test_who_was_invited_by_the_proposer_is_no_second_person():
    rina, joko = decider("Rina"), decider("Joko")
    invited(joko, by=rina)
    decision = proposed(rina)

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        actions.decide(decision, joko)


def test_who_invited_the_proposer_is_no_second_person():
    rina, joko = decider("Rina"), decider("Joko")
    invited(rina, by=joko)
    decision = proposed(rina)

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        actions.decide(decision, joko)


def test_whom_somebody_else_invited_is_a_second_person():
    rina, joko = decider("Rina"), decider("Joko")
    invited(joko, by=decider("Sari"))

    assert actions.decide(proposed(rina), joko).decided_at


def test_rules_are_not_published_by_whom_their_writer_invited():
    rina, joko = decider("Rina"), decider("Joko")
    invited(joko, by=rina)
    round_ = make.released(THREE).round
    rules = save_rules(round_, Terms(places=1), rina)

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        publish_rules(rules, joko)
    assert publish_rules(rules, decider("Sari")).published_at


def test_a_proposal_older_than_the_rules_is_not_decided():
    decision = proposed(decider("Rina"))
    round_ = decision.release.round
    rules = save_rules(round_, Terms(places=2), decider("Ani"))
    publish_rules(rules, decider("Sari"))

    with pytest.raises(ValidationError, match="Aturan seleksi berubah"):
        actions.decide(decision, decider("Joko"))


def test_one_person_does_not_sign_twice():
    release, rina = make.released(THREE), decider("Rina")
    sari = Signature(Person.objects.create(name="Sari"), "Direktur", "Kemkominfo")
    twice = [sari, replace(sari, institution="Kemendagri")]

    with pytest.raises(ValidationError, match="dua kali"):
        actions.propose_decision(release, make.choice("64.71", signatures=twice), rina)


def test_two_of_one_institution_are_one_however_it_is_written():
    release, rina = make.released(THREE), decider("Rina")
    joko = make.official("Joko", institution=rina.person.institution)
    signed = [
        Signature(rina.person, "Direktur", "Kemkominfo"),
        Signature(joko.person, "Direktur", "Kementerian Kominfo"),
    ]
    own = make.choice("64.71", signatures=signed)

    with pytest.raises(ValidationError, match="dua lembaga"):
        actions.propose_decision(release, own, rina)


@pytest.mark.parametrize(("days", "is_kept"), [(59, True), (61, False)])
def test_a_list_is_not_sealed_for_longer_than_anybody_waits(days, is_kept):
    release, rina = make.released(THREE), decider("Rina")
    opens = timezone.now() + timedelta(days=days)
    choice = make.choice("64.71", opens_at=opens)

    if is_kept:
        assert actions.propose_decision(release, choice, rina).opens_at == opens
    else:
        with pytest.raises(ValidationError, match="60 hari"):
            actions.propose_decision(release, choice, rina)


def test_until_it_is_published_a_decision_gives_nobody_an_outcome():
    decision = actions.decide(proposed(decider("Rina")), decider("Joko"))

    assert set(Participation.objects.values_list("outcome", flat=True)) == {""}
    assert decision.release.round.phase == Round.Phase.DECISION


def test_other_policies_are_not_tried_once_the_rules_stand():
    round_ = make.released(THREE).round
    rules = save_rules(round_, Terms(places=1), decider("Rina"))
    publish_rules(rules, decider("Sari"))

    with pytest.raises(PermissionDenied, match="sudah terbit"):
        dry_run(round_, None, changes=Changes(terms=Terms(places=2)))
    assert dry_run(round_, None).outcome


def test_who_only_reads_does_not_draw_the_doubt_anew(client):
    make.released(THREE)
    client.force_login(make.official("Wasit", Capability.AUDIT))

    answer = client.post(reverse("results:simulate", args=["2019"]))

    assert answer.status_code == 403
    assert not Simulation.objects.exists()


def test_the_doubt_behind_a_decision_is_not_drawn_anew(client):
    release = make.published(THREE)
    client.force_login(decider("Sari"))
    url = reverse("results:simulate", args=["2019"])
    assert client.post(url).status_code == 302
    before = Simulation.objects.get(release=release).computed_at

    assert client.post(url).status_code == 403
    assert Simulation.objects.get(release=release).computed_at == before


def waiting():
    """Decided for a later hour, with its letters drafted."""
    opens = timezone.now() + timedelta(days=1)
    decision = proposed(decider("Rina"), opens_at=opens)
    made = actions.decide(decision, decider("Joko"))
    letterhead(made.release.round)
    return drafted(made)


@pytest.mark.parametrize(
    "capability",
    [Capability.WRITE_LETTERS, Capability.APPROVE_LETTERS, Capability.AUDIT],
)
def test_before_the_list_opens_letters_tell_nobody_but_deciders(client, capability):
    waiting()
    client.force_login(make.official("Pembaca", capability))

    desk = client.get(reverse("results:letters", args=["2019"]))

    assert "Kota Balikpapan" not in desk.text
    for name, more in (("letter", ()), ("letter-pdf", ("id",)), ("letter-edit", ())):
        url = reverse(f"results:{name}", args=["2019", "64.71", *more])
        assert client.get(url).status_code == 404, name


def test_who_decides_and_writes_prepares_letters_before_the_list_opens(client):
    waiting()
    client.force_login(decider("Sekretaris", Capability.WRITE_LETTERS))

    assert (
        "Kota Balikpapan" in client.get(reverse("results:letters", args=["2019"])).text
    )
    letter = reverse("results:letter", args=["2019", "64.71"])
    assert client.get(letter).status_code == 200


def test_words_written_after_the_list_was_read_are_not_approved(client):
    letter = drafted()
    Letter.objects.filter(pk=letter.pk).update(version=1)
    client.force_login(letter_approver())

    client.post(
        reverse("results:letters-approve", args=["2019"]), {"letter": f"{letter.pk}-0"}
    )

    letter.refresh_from_db()
    assert letter.state == Letter.State.DRAFT


@pytest.mark.parametrize("mark", ["9" * 40 + "-0", "1-" + "9" * 40, "x", "", "²-1"])
def test_marks_that_no_list_has_are_refused_politely(client, mark):
    drafted()
    client.force_login(letter_approver())

    answer = client.post(
        reverse("results:letters-approve", args=["2019"]), {"letter": mark}
    )

    assert answer.status_code == 302
    assert letter_writer()


def test_who_last_changed_the_letterhead_does_not_approve_under_it():
    letter = firm_draft()
    both = make.official("Dua Wewenang", "write_letters", "approve_letters")
    head = change_head(letter, by=both)

    with pytest.raises(PermissionDenied, match="terakhir mengubah kepala surat"):
        letters.approve(letter, both, version=0)
    assert (head.changed_by, head.changed_at is None) == (both, False)
    assert letters.approve(letter, letter_approver(), version=0).approved_digest


def test_whom_the_writer_of_a_letter_invited_does_not_approve_it():
    writer, approver = letter_writer("Penulis"), letter_approver()
    letter = firm_draft(by=writer)
    invited(approver, by=writer)

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        letters.approve(letter, approver, version=0)
    assert letters.approve(letter, letter_approver("Lain"), version=0).approved_digest


def test_whom_the_writer_of_the_letterhead_invited_does_not_approve_under_it():
    writer, approver = letter_writer("Kepala"), letter_approver()
    letter = firm_draft()
    change_head(letter, by=writer)
    invited(writer, by=approver)

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        letters.approve(letter, approver, version=0)


def test_the_page_of_a_letter_says_why_somebody_else_approves(client):
    letter = firm_draft()
    both = make.official("Dua Wewenang", "write_letters", "approve_letters")
    change_head(letter, by=both)
    client.force_login(both)

    page = client.get(reverse("results:letter", args=["2019", "64.71"])).text

    assert "terakhir mengubah kepala surat" in page
    assert "Setujui surat" not in page


def firm_draft(by=None):
    """A draft that nothing but an approval is missing of."""
    letter = drafted(by=by)
    return letters.leave_as_written(letter, letter_writer("Pembaca"), version=0)


def change_head(letter, by):
    round_ = letter.participation.round
    version = Letterhead.objects.get(round=round_).version
    return letters.set_head(
        round_, {"signatory_name": "Pejabat Lain"}, version=version, by=by
    )
