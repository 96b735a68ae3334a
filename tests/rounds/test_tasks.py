"""Jobs of a round ask again whether the person still may do what they asked for."""

import pytest
from django.core.exceptions import PermissionDenied

from menuju.accounts.models import Seat
from menuju.rounds.models import PanelProposal, Round, SeverityReport
from menuju.rounds.tasks import propose_panels, report_severity
from tests import make

pytestmark = pytest.mark.django_db


def silent(_done, _total, _note=""):
    """Nobody watches."""


@pytest.fixture
def part():
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (1, 2), (2, 2))
    return part


def test_panels_are_proposed_for_who_assigns(part):
    user = make.manager()

    propose_panels.function(silent, part.round_id, 1, None, user.pk)

    assert PanelProposal.objects.get().made_by == user


def test_panels_are_not_proposed_for_who_assigns_no_more(part):
    user = make.manager()
    Seat.objects.filter(person=user.person).delete()

    with pytest.raises(PermissionDenied, match="Peran Anda"):
        propose_panels.function(silent, part.round_id, 1, None, user.pk)
    assert not PanelProposal.objects.exists()


def test_the_severity_report_is_not_computed_for_who_reads_it_no_more(part):
    user = make.manager()
    Seat.objects.filter(person=user.person).delete()

    with pytest.raises(PermissionDenied, match="Peran Anda"):
        report_severity.function(silent, part.round_id, user.pk)
    assert not SeverityReport.objects.exists()


def test_nor_for_who_was_given_a_region_to_judge_meanwhile(part):
    user = make.manager()
    Round.objects.update(phase=Round.Phase.ASSESSMENT)
    part.assignments.create(
        assessor=user.person, letter="Z", assigned_at=part.round.windows.get().opens_at
    )

    with pytest.raises(PermissionDenied, match="mengirim semua nilai Anda sendiri"):
        report_severity.function(silent, part.round_id, user.pk)
