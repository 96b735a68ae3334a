from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from menuju.instruments.models.document import Scale
from menuju.rounds.actions import conflicts, scores
from menuju.rounds.models import Citation, EvidenceVersion, PhaseWindow, Round, Score
from menuju.rounds.queries.scores import Step, comparisons, gaps_of, step_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return make.judged_region()


@pytest.fixture
def user(part):
    return make.panel(part, 1)["A"]


def test_a_draft_can_be_saved_again_and_again(part, user):
    make.score(user, part, level=2)
    saved = make.score(user, part, level=1, version=1)

    assert (saved.level, saved.version) == (Decimal(1), 2)


def test_a_draft_from_an_older_window_is_refused_and_the_saved_one_is_named(part, user):
    make.score(user, part, level=2)

    with pytest.raises(scores.StaleScoreError) as refusal:
        make.score(user, part, level=1, version=0)

    assert refusal.value.saved.level == Decimal(2)


def test_the_same_draft_sent_twice_is_no_conflict(part, user):
    quote = scores.Quote(make.proof(part), "1", "Tim dibentuk.")
    make.score(user, part, level=3, quotes=[quote])

    again = make.score(user, part, level=3, version=0, quotes=[quote])

    assert again.version == 1


def test_only_levels_of_the_scale_can_be_given(part, user):
    with pytest.raises(ValidationError, match="0 sampai 4"):
        make.score(user, part, level=5)


def test_attendance_is_not_scored_by_assessors(part, user):
    with pytest.raises(ValidationError, match="tidak dinilai"):
        make.score(user, part, "kehadiran", 4)


def test_nobody_scores_for_another_assessor(part, user):
    other = make.assessor()
    given = scores.Judgement(Decimal(2), reason=make.REASON)

    with pytest.raises(PermissionDenied, match="asesornya sendiri"):
        scores.save(make.assignment_of(user, part), "sdm-1", given, version=0, by=other)


def test_a_short_reason_keeps_the_scores_from_being_sent(part, user):
    make.score(user, part, reason="Terlalu pendek")
    make.score(user, part, "sdm-2")

    with pytest.raises(ValidationError, match="Sekarang 14 huruf"):
        scores.submit(make.assignment_of(user, part), by=user)


def test_a_level_of_three_needs_a_quote(part, user):
    version = make.proof(part)
    make.score(user, part, level=3)
    make.score(user, part, "sdm-2")
    with pytest.raises(ValidationError, match="Kutip sedikitnya satu bukti"):
        scores.submit(make.assignment_of(user, part), by=user)

    quote = scores.Quote(version, "1", "Tim dibentuk.")
    make.score(user, part, level=3, version=1, quotes=[quote])

    assert scores.submit(make.assignment_of(user, part), by=user).submitted_at


def test_insufficient_evidence_is_an_answer_without_a_level(part, user):
    make.sent(user, part, None, 2)

    score = Score.objects.get(item="sdm-1")
    assert (score.level, score.insufficient) == (None, True)


def test_a_level_and_insufficiency_together_are_never_stored(part, user):
    score = make.score(user, part)
    score.insufficient = True

    with pytest.raises(IntegrityError), transaction.atomic():
        score.save()


def test_a_quote_from_another_regions_document_is_refused(part, user):
    foreign = make.proof(make.judged_region(of=part.round, code="64.72"))

    with pytest.raises(ValidationError, match="bukti daerah ini"):
        make.score(user, part, quotes=[scores.Quote(foreign, "1", "Kutipan.")])


def test_sending_pins_each_score_to_the_newest_version_of_its_evidence(part, user):
    old = make.proof(part)
    newest = EvidenceVersion.objects.create(
        evidence=old.evidence,
        number=2,
        file=old.file,
        file_name="v2.xlsx",
        uploaded_at=timezone.now(),
    )
    make.sent(user, part, 2, 2)

    pinned = Citation.objects.get()
    assert (pinned.score.item, pinned.evidence_version) == ("sdm-1", newest)


def test_sent_scores_are_never_changed_again(part, user):
    make.sent(user, part, 2, 2)

    with pytest.raises(PermissionDenied, match="sudah dikirim"):
        make.score(user, part, level=0, version=1)
    with pytest.raises(PermissionDenied, match="sudah dikirim"):
        scores.submit(make.assignment_of(user, part), by=user)

    assert Score.objects.get(item="sdm-1").level == Decimal(2)


def test_one_second_after_the_deadline_scores_are_not_sent_but_kept(part, user):
    closes = timezone.now() + timedelta(hours=1)
    PhaseWindow.objects.create(
        round=part.round,
        phase=Round.Phase.ASSESSMENT,
        opens_at=closes - timedelta(days=1),
        closes_at=closes,
    )
    make.score(user, part)
    make.score(user, part, "sdm-2")

    with (
        time_machine.travel(closes, tick=False),
        pytest.raises(ValidationError, match="Tenggat penilaian sudah lewat"),
    ):
        scores.submit(make.assignment_of(user, part), by=user)
    assert Score.objects.count() == 2

    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        scores.submit(make.assignment_of(user, part), by=user)


def test_scoring_is_closed_outside_its_phase(part, user):
    make.in_phase(part, Round.Phase.MODERATION)

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        make.score(user, part)


def test_a_conflict_declared_later_closes_the_scores(part, user):
    make.score(user, part)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)

    with pytest.raises(PermissionDenied, match="konflik kepentingan"):
        make.score(user, part, level=1, version=1)


def test_only_sent_scores_are_compared(part):
    users = make.panel(part, 3)
    make.sent(users["A"], part, 1, 2)
    make.sent(users["B"], part, 2, 2)
    make.score(users["C"], part, "sdm-1", 0)

    found = {one.node.code: one.levels for one in comparisons(part)}

    assert found["sdm-1"] == {"A": Decimal(1), "B": Decimal(2)}


@pytest.mark.parametrize(
    ("spread", "step"),
    [
        (Decimal(0), Step.AGREED),
        (Decimal(1), Step.REVIEW),
        (Decimal("1.5"), Step.DELIBERATE),
        (None, Step.DELIBERATE),
    ],
)
def test_the_rounds_tolerance_says_what_a_spread_asks_for(spread, step):
    assert step_of(spread, Round(tolerance=Decimal(1))) == step


@pytest.mark.parametrize(
    ("span", "level", "free"),
    [((0, 4), 3, 2), ((1, 4), 3, 2), ((1, 5), 4, 3), ((0, 1), 1, 0)],
)
def test_above_the_middle_of_its_scale_a_level_needs_a_quote(
    part, user, span, level, free
):
    scale = Scale(min=Decimal(span[0]), max=Decimal(span[1]))
    score = make.score(user, part, level=2)

    score.level = Decimal(level)
    assert [gap for gap in gaps_of(score, scale) if "Kutip" in gap]

    score.level = Decimal(free)
    assert gaps_of(score, scale) == []
