"""Dry runs are kept; the simulator says who moves, and closes once the rules stand."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.results import actions
from menuju.results.actions.policy import dry_run
from menuju.results.actions.rules import publish_rules, save_rules
from menuju.results.models import DryRun
from menuju.results.queries.policy import inputs_for, tried
from menuju.results.queries.selection import Terms
from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4", "4", "1"),
    "64.72": make.judged("2", "2", "4"),
    "64.01": make.judged("1", "1", "1"),
}


def writer(name="Rina"):
    return make.official(name, Capability.DECIDE)


def chosen(run):
    return [code for code, each in run.outcome.items() if each["standing"] == "in"]


def test_a_dry_run_is_kept_with_who_and_on_what():
    freeze = make.frozen(THREE)
    by = writer()

    run = dry_run(freeze.round, by, note="Sebelum rapat")

    assert chosen(run) == ["64.71"]
    assert (run.run_by, run.inputs_digest) == (by, freeze.digest)
    assert run.changes["frozen"] is True


def test_before_the_freeze_it_runs_on_what_there_is():
    round_ = make.judged_round(phase=Round.Phase.ASSESSMENT)
    part = Participation.objects.create(
        round=round_, region=make.named_region(), status="confirmed"
    )
    part.moderations.create(
        item="sdm-1", spread=0, by_rule=True, level="3", decided_at=make.NOON
    )

    run = dry_run(round_, writer())

    assert run.changes["frozen"] is False
    assert list(run.outcome) == ["64.71"]


def test_with_nothing_scored_there_is_nothing_to_try():
    round_, by = make.judged_round(phase=Round.Phase.ASSESSMENT), writer()

    with pytest.raises(ValidationError, match="Belum ada nilai asesor"):
        dry_run(round_, by)


def test_after_the_decision_nothing_is_tried():
    release = make.released(THREE)
    proposal = actions.propose_decision(release, make.choice("64.71"), writer())
    actions.decide(proposal, writer("Joko"))
    by = writer("Tono")

    with pytest.raises(PermissionDenied, match="sudah ditetapkan"):
        dry_run(release.round, by)


def test_other_weights_move_a_region():
    freeze = make.frozen(THREE)
    inputs = inputs_for(freeze.round)

    official = tried(inputs, Terms(places=1), {})
    moved = tried(inputs, Terms(places=1), {"sdm": 5, "komitmen": 95})

    assert [each.region.pk for each in official if each.selected] == ["64.71"]
    assert [each.region.pk for each in moved if each.selected] == ["64.72"]


def test_the_official_weights_change_nothing():
    inputs = inputs_for(make.frozen(THREE).round)

    plain = [each.score for each in tried(inputs, Terms(places=1), {})]
    same = tried(inputs, Terms(places=1), {"sdm": 60, "komitmen": 40})

    assert [each.score for each in same] == pytest.approx(plain)


def asked(**more):
    return {
        "tempat": "1",
        "nilai_sama": "people",
        "bobot-sdm": "60",
        "bobot-komitmen": "40",
        **more,
    }


def test_the_simulator_says_who_moves_and_that_it_is_a_scenario(client):
    make.released(THREE)
    client.force_login(writer())
    url = reverse("results:policy", args=["2019"])

    page = client.get(url, asked(**{"bobot-sdm": "5", "bobot-komitmen": "95"}))

    moved = [move.before.region.pk for move in page.context["moves"]]
    assert sorted(moved) == ["64.71", "64.72"]
    assert "Skenario, bukan nilai resmi" in page.text
    assert not DryRun.objects.exists()


def test_a_weight_stands_in_the_simulator_without_needless_zeros(client):
    make.released(THREE)
    client.force_login(writer())

    page = client.get(reverse("results:policy", args=["2019"])).text

    weights = re.findall(r'name="bobot-\w+" value="([^"]+)"', page)
    assert weights
    assert [weight for weight in weights if weight.endswith(".0")] == []


def test_a_minimum_is_tried_too(client):
    make.released(THREE)
    client.force_login(writer())
    url = reverse("results:policy", args=["2019"])

    page = client.get(url, asked(**{"group-1": "kind:kabupaten", "least-1": "1"}))

    moved = [move.before.region.pk for move in page.context["moves"]]
    assert sorted(moved) == ["64.01", "64.71"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tempat": "0"}, "tempat"),
        ({"bobot-sdm": "0", "bobot-komitmen": "0"}, "Sedikitnya satu bobot"),
        ({"group-1": "kind:kota", "least-1": "9"}, "melebihi 1 tempat"),
        ({"group-1": "kind:kota"}, "Minimum 1: pilih kelompok"),
    ],
)
def test_a_scenario_that_cannot_be_says_so(client, typed, said):
    make.released(THREE)
    client.force_login(writer())

    page = client.get(reverse("results:policy", args=["2019"]), asked(**typed))

    assert page.status_code == 422
    assert said in page.text


def test_a_scenario_is_kept_as_a_dry_run_when_asked(client):
    make.released(THREE)
    client.force_login(writer())
    typed = asked(**{"bobot-sdm": "5", "bobot-komitmen": "95"})

    answer = client.post(reverse("results:policy", args=["2019"]), typed)

    run = DryRun.objects.get()
    assert answer.url == reverse("results:dry-run", args=["2019", run.pk])
    assert run.changes["weights"] == {"sdm": 5.0, "komitmen": 95.0}
    assert "Skenario, bukan nilai resmi" in client.get(answer.url).text


def test_the_simulator_closes_once_the_rules_stand_and_dry_runs_go_on(client):
    release = make.released(THREE)
    made = save_rules(release.round, Terms(places=1), writer())
    publish_rules(made, writer("Joko"))
    client.force_login(writer("Tono"))

    answer = client.get(reverse("results:policy", args=["2019"]))
    tried_ = client.post(reverse("results:dry-runs", args=["2019"]))

    assert answer.status_code == 403
    assert "sudah terbit, jadi simulasi kebijakan ditutup" in answer.text
    assert tried_.status_code == 302
    assert DryRun.objects.get().rules == made


def test_the_closed_simulator_leads_to_the_dry_runs(client):
    release = make.released(THREE)
    made = save_rules(release.round, Terms(places=1), writer())
    publish_rules(made, writer("Joko"))
    client.force_login(writer("Tono"))

    refused = client.get(reverse("results:policy", args=["2019"])).text

    assert (
        f'<a class="btn" href="{reverse("results:dry-runs", args=["2019"])}"' in refused
    )


def test_no_link_of_a_selection_leads_to_a_page_that_refuses(client):
    part = make.participation()
    client.force_login(writer("Tono"))
    code = part.round.code
    policy, decision = (
        reverse(f"results:{name}", args=[code]) for name in ("policy", "decision")
    )

    early = client.get(reverse("results:rules", args=[code])).text
    publish_rules(save_rules(part.round, Terms(places=1), writer()), writer("Joko"))
    later = client.get(reverse("results:rules", args=[code])).text

    assert f'href="{policy}"' in early
    assert f'href="{decision}"' not in early
    assert f'href="{policy}"' not in later


def test_who_only_audits_reads_dry_runs_and_runs_none(client):
    make.released(THREE)
    client.force_login(make.official("Audit", Capability.AUDIT))
    url = reverse("results:dry-runs", args=["2019"])

    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 403


@pytest.mark.parametrize("runs", [1, 3])
def test_the_log_takes_few_queries(client, django_assert_max_num_queries, runs):
    freeze = make.frozen(THREE)
    for _ in range(runs):
        run = dry_run(freeze.round, writer(f"Orang {_}"))
    client.force_login(writer())

    with django_assert_max_num_queries(15):
        client.get(reverse("results:dry-runs", args=["2019"]))
    with django_assert_max_num_queries(15):
        client.get(reverse("results:dry-run", args=["2019", run.pk]))
