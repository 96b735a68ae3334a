import numpy as np
import pytest

from menuju.scoring.errors import InputError
from menuju.scoring.raters import completion, design


def nobody(regions, raters):
    return np.zeros((regions, raters), dtype=bool)


def test_every_panel_is_filled_evenly_and_all_raters_are_connected():
    done = completion.complete(nobody(107, 60), [3] * 107, seed=1)

    assert {len(panel) for panel in done.panels} == {3}
    assert np.ptp(done.chosen.sum(axis=0)) <= 2
    assert len(design.blocks(done.panels)) == 1


def test_few_regions_for_many_raters_are_connected_by_some_who_judge_twice():
    done = completion.complete(nobody(12, 40), [3] * 12, seed=1)

    assert len(design.blocks(done.panels)) == 1
    assert done.chosen.sum(axis=0).max() == 2


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    first, again, other = (
        completion.complete(nobody(20, 9), [3] * 20, seed=seed).panels
        for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_who_judges_already_stays_and_the_rest_is_filled():
    kept = nobody(6, 5)
    kept[0, :2] = kept[1, 4] = True

    done = completion.complete(kept, [3] * 6, seed=1, capacity=[4] * 5)

    assert (done.chosen & kept == kept).all()
    assert {len(panel) for panel in done.panels} == {3}


def test_a_barred_rater_is_not_added_and_a_capacity_is_not_exceeded():
    barred = np.random.default_rng(2).random((30, 12)) < 0.2

    done = completion.complete(
        nobody(30, 12), [3] * 30, seed=1, barred=barred, capacity=[8] * 12
    )

    assert not (done.chosen & barred).any()
    assert done.chosen.sum(axis=0).max() <= 8
    assert not done.short.any()


def test_places_for_which_nobody_is_left_are_counted():
    done = completion.complete(nobody(4, 3), [3] * 4, seed=1, capacity=[2, 2, 2])

    assert done.short.sum() == 6
    assert done.chosen.sum() == 6


def test_a_region_with_enough_raters_is_left_alone():
    kept = nobody(3, 6)
    kept[0] = True

    done = completion.complete(kept, [2, 0, 2], seed=1)

    assert [len(panel) for panel in done.panels] == [6, 0, 2]


def test_raters_who_hold_a_region_are_never_exchanged_away():
    kept = nobody(3, 3)
    kept[0, 0] = kept[1, 1] = True
    barred = nobody(3, 3)
    barred[2, 2] = True

    done = completion.complete(
        kept, [1, 1, 1], seed=1, barred=barred, capacity=[1, 1, 1]
    )

    assert (done.chosen & kept == kept).all()
    assert done.short.tolist() == [0, 0, 1]


def test_two_of_one_body_do_not_meet_while_others_are_free():
    bodies = [number % 4 for number in range(12)]

    done = completion.complete(
        nobody(40, 12), [3] * 40, seed=1, wishes=completion.Wishes(bodies=bodies)
    )

    assert {len({bodies[r] for r in panel}) for panel in done.panels} == {3}


def test_a_panel_covers_the_topics_that_its_raters_know_apart():
    skills = np.eye(3, dtype=bool)[[number % 3 for number in range(9)]]

    done = completion.complete(
        nobody(12, 9), [3] * 12, seed=1, wishes=completion.Wishes(skills=skills)
    )

    assert all(skills[panel].any(axis=0).all() for panel in done.panels)


def test_a_rater_sees_more_areas_than_by_chance():
    areas = [number // 10 for number in range(60)]

    done = completion.complete(
        nobody(60, 30), [3] * 60, seed=1, wishes=completion.Wishes(areas=areas)
    )

    seen = [len({areas[r] for r in np.flatnonzero(c)}) for c in done.chosen.T]
    assert min(seen) >= 5


def test_an_anchor_is_judged_by_all_who_may_and_have_room():
    barred = nobody(5, 4)
    barred[2, 0] = True

    done = completion.complete(
        nobody(5, 4), [2] * 5, seed=1, barred=barred, anchors=[2]
    )

    assert done.panels[2] == [1, 2, 3]
    assert done.anchors == (2,)


def test_regional_panels_are_connected_by_the_fewest_anchors():
    barred = np.ones((40, 12), dtype=bool)
    for block in range(4):
        barred[block::4, 3 * block : 3 * block + 3] = False
    barred[7] = False

    apart = completion.complete(nobody(40, 12), [3] * 40, seed=1, barred=barred)
    joined = completion.complete(
        nobody(40, 12), [3] * 40, seed=1, barred=barred, more_anchors=None
    )

    assert len(design.blocks(apart.panels)) == 3
    assert joined.anchors == (7,)
    assert len(design.blocks(joined.panels)) == 1


def test_more_anchors_than_regions_are_refused():
    with pytest.raises(InputError, match="no 3 regions left"):
        completion.complete(nobody(3, 3), [2] * 3, seed=1, anchors=[0], more_anchors=3)
