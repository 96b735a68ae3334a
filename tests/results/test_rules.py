import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.instruments.models.rules import FACTS
from menuju.results import actions
from menuju.results.actions.rules import publish_rules, save_rules
from menuju.results.models import SelectionRules
from menuju.results.queries.selection import Terms, series_of, terms_of
from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.01": make.judged("2"),
}
KOTA_GATE = {"rule": "kind == 'kota'", "reason": {"id": "hanya kota", "en": "cities"}}


def minimum(group="kind", key="kabupaten", places=1):
    return {"group": group, "key": key, "places": places}


def writer(name="Rina"):
    return make.official(name, Capability.DECIDE)


def standing_rules(release, **terms):
    """Rules that a second person published."""
    made = save_rules(release.round, Terms(**{"places": 1, **terms}), writer())
    return publish_rules(made, writer("Joko"))


def refusal(terms):
    release = make.released(THREE)
    with pytest.raises(ValidationError) as refused:
        save_rules(release.round, terms, writer())
    return " ".join(refused.value.messages)


def refused_publication(terms):
    made = save_rules(make.released(THREE).round, terms, writer())
    by = writer("Joko")
    with pytest.raises(ValidationError) as refused:
        publish_rules(made, by)
    return " ".join(refused.value.messages)


def test_without_rules_the_quota_of_the_round_holds():
    release = make.released(THREE)

    terms = terms_of(release.round)

    assert (terms.places, terms.is_default) == (1, True)


def test_each_saving_is_a_new_version():
    release = make.released(THREE)

    save_rules(release.round, Terms(places=2), writer())
    save_rules(release.round, Terms(places=1), writer("Joko"))

    assert [each.number for each in SelectionRules.objects.all()] == [2, 1]
    assert terms_of(release.round).places == 1


def test_minima_above_the_places_are_refused_with_the_numbers():
    terms = Terms(places=2, minima=(minimum(places=2), minimum(key="kota")))

    assert "Jumlahnya 3, melebihi 2 tempat" in refusal(terms)


def test_an_unknown_group_is_refused():
    terms = Terms(places=2, minima=(minimum("island_group", "atlantis"),))

    assert "“atlantis” tidak dikenal" in refusal(terms)


def test_a_gate_that_cannot_be_read_is_refused_with_its_place_and_mend():
    gate = {"rule": "kind = 'kota'", "reason": {"id": "x", "en": "x"}}

    said = refusal(Terms(places=1, gates=(gate,)))

    assert said.startswith("Syarat 1: Aturan tidak dapat dibaca")
    assert "Tulis misalnya" in said


def test_a_gate_says_why():
    gate = {"rule": "kind == 'kota'", "reason": {"id": "", "en": ""}}

    assert "Tuliskan alasan" in refusal(Terms(places=1, gates=(gate,)))


def test_a_minimum_that_the_participants_cannot_fill_is_not_published():
    terms = Terms(places=3, minima=(minimum(places=2),))

    said = refused_publication(terms)

    assert "diminta 2" in said
    assert "Turunkan menjadi 1" in said


def test_a_gate_can_make_a_minimum_impossible():
    terms = Terms(places=2, minima=(minimum(),), gates=(KOTA_GATE,))

    assert "Turunkan menjadi 0" in refused_publication(terms)


def test_a_second_person_publishes():
    release = make.released(THREE)
    by = writer()
    made = save_rules(release.round, Terms(places=1), by)

    with pytest.raises(PermissionDenied, match="orang lain daripada penyusunnya"):
        publish_rules(made, by)
    assert publish_rules(made, writer("Joko")).digest == Terms(places=1).digest


def test_published_rules_never_change():
    release = make.released(THREE)
    standing_rules(release)

    with pytest.raises(PermissionDenied, match="sudah terbit"):
        save_rules(release.round, Terms(places=2), None)


def test_only_the_newest_version_is_published():
    release = make.released(THREE)
    old = save_rules(release.round, Terms(places=2), writer())
    save_rules(release.round, Terms(places=1), writer("Joko"))

    with pytest.raises(Exception, match="versi aturan yang lebih baru"):
        publish_rules(old, writer("Tono"))


def test_nothing_is_proposed_while_rules_are_a_draft():
    release = make.released(THREE)
    save_rules(release.round, Terms(places=1), writer())

    with pytest.raises(ValidationError, match="masih konsep"):
        actions.propose_decision(release, make.choice("64.71"), writer("Joko"))


def test_a_minimum_gives_a_place_and_the_decision_keeps_the_rules():
    release = make.released(THREE)
    rules = standing_rules(release, places=2, minima=(minimum(),), reserves=1)

    made = actions.propose_decision(
        release, make.choice("64.71", "64.01"), writer("Tono")
    )

    told = made.lines.values_list(
        "result__participation__region", "selected", "within_quota", "reserve"
    )
    assert made.rules == rules
    assert set(told) == {
        ("64.71", True, True, None),
        ("64.01", True, True, None),
        ("64.72", False, False, 1),
    }


def test_the_order_alone_now_needs_a_reason_against_the_minimum():
    release = make.released(THREE)
    standing_rules(release, places=2, minima=(minimum(),))

    with pytest.raises(ValidationError, match="berbeda dari urutan nilai"):
        actions.propose_decision(release, make.choice("64.71", "64.72"), writer("Tono"))


def test_a_region_behind_a_gate_cannot_be_chosen_even_with_a_reason():
    release = make.released(THREE)
    standing_rules(release, gates=(KOTA_GATE,))
    reasons = {"64.71": "x", "64.01": "Pemerataan"}

    with pytest.raises(ValidationError, match="tidak memenuhi syarat seleksi: hanya"):
        actions.propose_decision(
            release, make.choice("64.01", reasons=reasons), writer("Tono")
        )


def test_equal_scores_may_all_be_in_without_a_reason():
    tied = {code: make.judged() for code in ("64.71", "64.72")}
    release = make.released(tied)
    standing_rules(release, ties="all_in")

    made = actions.propose_decision(
        release, make.choice("64.71", "64.72"), writer("Tono")
    )

    assert made.lines.filter(selected=True, exception_reason="").count() == 2


def in_series(year, **outcomes):
    round_ = make.judged_round(year, series="seratus", phase=Round.Phase.PUBLISHED)
    for code, outcome in outcomes.items():
        Participation.objects.create(
            round=round_,
            region=make.named_region(code.replace("r", "").replace("_", ".")),
            outcome=outcome,
        )
    return round_


def test_a_series_counts_the_places_of_earlier_rounds():
    in_series(2017, r64_71="selected", r64_72="not_selected")
    in_series(2018, r64_72="selected_withdrawn")
    now = make.judged_round(2019, series="seratus")

    series = series_of(now, Terms(places=1, series_places=3))

    assert (series.taken, series.withdrawn, series.left) == (2, 1, 1)
    assert series.rounds == [(2017, 1), (2018, 1)]


def test_rules_that_overdraw_the_series_are_not_published():
    in_series(2017, r64_71="selected")
    release = make.released(THREE, make.judged_round(series="seratus"))
    made = save_rules(release.round, Terms(places=2, series_places=2), writer())

    with pytest.raises(ValidationError, match="tersisa 1"):
        publish_rules(made, writer("Joko"))


def sent(**more):
    return {"places": "2", "reserves": "1", "ties": "people", **more}


def test_the_page_tells_which_facts_a_gate_may_ask_and_their_values(client):
    make.released(THREE)
    client.force_login(writer())

    page = client.get(reverse("results:rules", args=["2019"])).text

    assert all(f'class="code">{fact}</th>' in page for fact in FACTS)
    assert "'maluku_papua'" in page


def test_the_page_writes_and_a_second_person_publishes(client):
    make.released(THREE)
    url = reverse("results:rules", args=["2019"])
    client.force_login(writer())
    typed = sent(**{"group-1": "kind:kabupaten", "least-1": "1"})
    assert client.post(url, typed).status_code == 302
    publish = reverse("results:rules-publish", args=["2019", 1])

    assert client.post(publish).status_code == 403
    client.force_login(writer("Joko"))
    client.post(publish)

    assert terms_of(Round.objects.get()).is_published
    assert "dan tidak berubah lagi" in client.get(url).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"group-1": "kind:kota"}, "Minimum 1: pilih kelompok"),
        ({"group-2": "kind:kota", "least-2": "dua"}, "“dua” bukan bilangan"),
        ({"rule-1": "luas > 3", "why_id-1": "x"}, "bukan fakta yang dikenal"),
    ],
)
def test_the_page_says_what_to_mend_and_keeps_what_was_typed(client, typed, said):
    make.released(THREE)
    client.force_login(writer())

    answer = client.post(reverse("results:rules", args=["2019"]), sent(**typed))

    assert answer.status_code == 422
    assert said in answer.text
    assert not SelectionRules.objects.exists()


def test_who_only_audits_cannot_write_rules(client):
    make.released(THREE)
    client.force_login(make.official("Audit", Capability.AUDIT))
    url = reverse("results:rules", args=["2019"])

    assert client.get(url).status_code == 200
    assert client.post(url, sent()).status_code == 403


def test_a_region_does_not_find_the_rules(client):
    make.released(THREE)
    region = make.named_region()
    client.force_login(make.official("T", Capability.VIEW_REGION, region=region))

    assert client.get(reverse("results:rules", args=["2019"])).status_code == 404
