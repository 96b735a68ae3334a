from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from menuju.instruments.models import Version
from menuju.rounds.actions import rounds
from menuju.rounds.models import Participation, PhaseWindow, Round
from tests import make

pytestmark = pytest.mark.django_db


def fields(**changes):
    return {
        "code": "2020",
        "title_id": "Tahap IV",
        "title_en": "Phase IV",
        "year": 2020,
        "phase_number": 4,
        "quota": 25,
        "instrument_version": changes.pop("version", None) or make.readiness(),
    } | changes


def week(start=0):
    opens = timezone.now() + timedelta(days=start)
    return opens, opens + timedelta(days=7), False


def test_a_round_opens_in_preparation_with_its_calendar():
    windows = {"self_assessment": week(), "assessment": week(8)}

    made = rounds.create(by=make.manager(), windows=windows, **fields())

    assert made.phase == Round.Phase.PREPARATION
    assert PhaseWindow.objects.count() == 2


def test_only_a_published_version_is_judged_by():
    draft = make.readiness()
    Version.objects.filter(pk=draft.pk).update(status=Version.Status.DRAFT)
    draft.refresh_from_db()

    with pytest.raises(ValidationError, match="sudah terbit"):
        rounds.create(by=make.manager(), windows={}, **fields(version=draft))


def test_phases_open_in_their_order():
    windows = {"self_assessment": week(8), "assessment": week(0)}

    with pytest.raises(ValidationError, match="berurutan"):
        rounds.create(by=make.manager(), windows=windows, **fields())

    assert not Round.objects.exists()


def test_a_region_is_never_judged_by_one_assessor_alone():
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(**fields(assessors_per_region=1))


def test_the_rules_change_only_during_preparation():
    made = rounds.create(by=make.manager(), windows={}, **fields())
    changed = fields(quota=30, version=made.instrument_version)
    del changed["code"]

    assert rounds.edit(made, by=make.manager(), windows={}, **changed).quota == 30
    Round.objects.update(phase=Round.Phase.ASSESSMENT)
    with pytest.raises(PermissionDenied, match="persiapan"):
        rounds.edit(made, by=make.manager(), windows={}, **changed)


def test_a_region_is_invited_once():
    round_ = make.open_round()
    regions = [make.region(), make.region("64.72")]

    assert rounds.invite(round_, regions, by=make.manager()) == 2
    assert rounds.invite(round_, regions, by=make.manager()) == 0
    assert Participation.objects.filter(status="invited").count() == 2


def test_nobody_is_invited_once_assessors_judge():
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT)

    with pytest.raises(PermissionDenied, match="Undangan"):
        rounds.invite(round_, [make.region()], by=make.manager())
