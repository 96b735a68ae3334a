"""How strict assessors are is drawn where it can be told, and the board says what was."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability, Person
from menuju.results import actions
from menuju.results.actions.simulation import simulate_release
from menuju.results.models import Simulation
from menuju.results.queries.compute import sha256_of
from menuju.results.queries.severity import (
    ESTIMATE,
    SPREAD,
    UNTOLD,
    Strictness,
    decided_by_people,
    loads,
)
from menuju.results.queries.simulation import doubt_of, frozen_of
from menuju.rounds.models import Assignment, Moderation, Score
from menuju.scoring.selection.chances import between
from tests import make

pytestmark = pytest.mark.django_db

ITEMS = ("sdm-1", "sdm-2", "paparan")
CHAIN = (("64.71", "ab"), ("64.72", "bc"), ("64.74", "ca"))
APART = (("64.71", "ab"), ("64.72", "ab"), ("64.74", "cd"))
STRICT = {"a": 1, "b": 0, "c": -1, "d": 0}
MERIT = {"64.71": 2, "64.72": 2, "64.74": 2}
NOISE = ((0, 0.25, 0), (0.25, 0, 0), (0, 0, 0.25))
"""So that the estimates have an error."""


def released(panels=CHAIN, *, official=False):
    """A release of three regions whose assessors differ in how strict they are."""
    more = {"adjusted": dict.fromkeys(ITEMS, "2")} if official else {}
    freeze = make.frozen({code: make.judged(**more) for code, _panel in panels})
    if official:
        freeze.inputs["severity"] = {"model": "additive", "official": True}
        freeze.digest = sha256_of(freeze.inputs)
        freeze.save()
    people = {name: Person.objects.create(name=name) for name in "abcd"}
    for at, (code, panel) in enumerate(panels):
        part = freeze.round.participations.get(region=code)
        for letter in panel:
            _judge(part, people[letter], letter, at)
    return actions.release(freeze, None)


def _judge(part, person, letter, row):
    task = Assignment.objects.create(
        participation=part,
        assessor=person,
        letter=letter.upper(),
        assigned_at=make.NOON,
        submitted_at=make.NOON,
    )
    for at, item in enumerate(ITEMS):
        level = MERIT[part.region_id] - STRICT[letter] + NOISE[row][at]
        Score.objects.create(
            assignment=task,
            item=item,
            level=Decimal(str(level)),
            edited_at=timezone.now(),
        )


def widths(doubt):
    low, high = between(doubt)
    return (high - low).tolist()


def board(client):
    client.force_login(make.official("Rina", Capability.DECIDE))
    return client.get(reverse("results:board", args=["2019"])).text


def test_a_raw_score_draws_how_assessors_differ(client):
    made = simulate_release(released())

    assert made.settings["severity"] == SPREAD
    assert "sebaran keketatan antarasesor ikut ditarik" in board(client)


def test_a_corrected_score_draws_the_error_of_the_estimates(client):
    made = simulate_release(released(official=True))

    assert made.settings["severity"] == ESTIMATE
    assert "galat taksiran keketatan itu ikut ditarik" in board(client)


@pytest.mark.parametrize("official", [False, True])
def test_severity_makes_every_interval_wider(official):
    frozen = frozen_of(released(official=official))
    blind = replace(frozen, panel=replace(frozen.panel, strictness=None))

    told, untold = widths(doubt_of(frozen)), widths(doubt_of(blind))

    assert all(a > b for a, b in zip(told, untold, strict=True))


def test_what_severity_explains_is_not_drawn_a_second_time_as_chance():
    frozen = frozen_of(released())

    item = frozen.tree.nodes.index(frozen.tree.node("sdm-1"))
    assert frozen.panel.errors[0][item] < 0.25


def test_assessors_who_share_no_region_leave_severity_out_and_the_board_says_so(client):
    made = simulate_release(released(APART))

    assert made.settings["severity"] == UNTOLD
    assert "tidak termasuk dalam selang" in board(client)


def test_without_scores_of_assessors_nothing_is_said_of_severity(client):
    made = simulate_release(make.released({"64.71": make.judged()}))

    assert made.settings["severity"] == ""
    assert "keketatan" not in board(client).lower()


def test_an_older_simulation_is_read_and_says_that_severity_is_not_in_it(client):
    release = released()
    made = simulate_release(release)
    del made.settings["severity"]
    Simulation.objects.update(settings=made.settings)

    assert "sebelum keketatan asesor ikut ditarik" in board(client)


def test_a_level_that_people_decided_carries_no_severity():
    release = released()
    part = release.round.participations.get(region="64.71")
    for item in ITEMS:
        Moderation.objects.create(
            participation=part,
            item=item,
            level=2,
            by_rule=False,
            reason="Buktinya sudah dibaca bersama.",
            spread=0,
            decided_at=make.NOON,
        )

    assert decided_by_people(release.round) == {"64.71": set(ITEMS)}


def test_each_assessor_of_an_item_moves_it_by_their_part():
    items = {"sdm-1": {7: 2.0, 8: 3.0}, "sdm-2": {7: 1.0}}

    found = loads(items, {"sdm-1": 0.6, "sdm-2": 0.4}, [7, 8, 9], {"sdm-2"})

    assert found == [0.3, 0.3, 0.0]


def test_how_assessors_differ_is_freed_of_the_error_of_the_estimates():
    error = [[0.25, 0.0], [0.0, 0.25]]

    assert Strictness({1: 1.0, 2: -1.0}, error).variance == 1.5
    assert Strictness({1: 0.1, 2: -0.1}, error).variance == 0
