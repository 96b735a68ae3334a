"""Nobody moderates a region that they judged themselves."""

import pytest

from menuju.accounts.models import Capability
from menuju.rounds.access.judging import may_moderate
from menuju.rounds.models import Assignment, Round
from tests import make

pytestmark = pytest.mark.django_db


def test_whoever_judged_a_region_does_not_moderate_it_but_another():
    here = make.judged_region(Round.Phase.MODERATION)
    there = make.participation(of=here.round, region=make.region("64.72"))
    both = make.somebody(Capability.ASSESS, Capability.MODERATE)
    Assignment.objects.create(
        participation=here, assessor=both.person, letter="A", assigned_at=make.NOON
    )

    assert not may_moderate(both, here)
    assert may_moderate(both, there)
