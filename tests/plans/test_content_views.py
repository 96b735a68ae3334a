"""The typed content of a masterplan in the browser."""

from uuid import uuid4

import pytest
from django.urls import reverse

from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.queries.content.kinds import KINDS, mark_of
from tests import make
from tests.make.content import content_of

pytestmark = pytest.mark.django_db

LISTS = {slug: kind for slug, kind in KINDS.items() if kind is not Strategy}
TYPED = {
    "data": {
        "label": "Penduduk",
        "value": "655.178,5",
        "unit": "jiwa",
        "year": "2018",
        "source": "BPS",
    },
    "kesiapan": {"pillar": "structure", "component": "Pegawai", "present": "Dua"},
    "swot": {"kind": "threat", "text": "Banjir rob"},
    "sasaran": {
        "text": "Izin sehari",
        "indicator": "Lama izin",
        "unit": "hari",
        "goal_value": "1,5",
        "goal_year": "2024",
    },
    "rencana-aksi": {
        "kind": "literacy",
        "title": "Kelas digital",
        "first_year": "2019",
        "last_year": "2021",
    },
}


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd())


@pytest.fixture(autouse=True)
def rani(client):
    """A planner of the region, signed in unless a test says otherwise."""
    planner = make.planner(name="Rani")
    client.force_login(planner)
    return planner


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("slug", LISTS)
def test_a_planner_adds_an_element_of_every_kind(client, version, slug):
    response = client.post(at("content-add", version.pk, slug), TYPED[slug])

    row = LISTS[slug].objects.get()
    assert response.url == at("content-kind", version.pk, slug) + f"#e-{row.key}"
    assert str(row.key) in page(client.get(response.url))


def test_a_figure_is_typed_and_shown_with_the_marks_of_the_reader(client, version):
    client.post(at("content-add", version.pk, "data"), TYPED["data"])
    key = ContextFigure.objects.get().key

    shown = page(client.get(at("content-kind", version.pk, "data")))
    form = page(client.get(at("content-element", version.pk, "data", key)))

    assert "655.178,5 jiwa" in shown
    assert 'value="655178,5"' in form


def test_in_english_the_decimal_mark_is_a_point(client, version):
    typed = TYPED["data"] | {"value": "655,178"}

    client.post("/en" + at("content-add", version.pk, "data"), typed)

    assert ContextFigure.objects.get().value == 655_178


def test_after_saving_one_more_is_typed_into_the_same_list(client, version):
    typed = TYPED["swot"] | {"lagi": "1"}

    response = client.post(at("content-add", version.pk, "swot"), typed)

    assert response.url == at("content-add", version.pk, "swot") + "?di=threat"
    assert client.get(response.url).context["form"]["kind"].value() == "threat"


@pytest.mark.parametrize(
    ("slug", "wrong"),
    [
        ("data", {"value": "banyak"}),
        ("data", {"value": ""}),
        ("data", {"year": "18"}),
        ("data", {"year": "2018,5"}),
        ("data", {"source": ""}),
        ("data", {"label": "x" * 161}),
        ("data", {"label": "nul\0"}),
        ("kesiapan", {"present": "x" * 20_001}),
        ("swot", {"kind": "luck"}),
        ("sasaran", {"goal_year": "2029"}),
        ("sasaran", {"goal_year": "2018"}),
        ("sasaran", {"goal_value": ""}),
        ("rencana-aksi", {"first_year": "2018"}),
        ("rencana-aksi", {"agency": "999999"}),
        ("rencana-aksi", {"part": "nowhere"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(client, version, slug, wrong):
    response = client.post(at("content-add", version.pk, slug), TYPED[slug] | wrong)

    assert response.status_code == 422
    field = "goal_year" if "goal_value" in wrong else next(iter(wrong))
    assert field in response.context["form"].errors
    assert not LISTS[slug].objects.exists()


def test_a_year_beyond_the_plan_names_its_years(client, version):
    typed = TYPED["sasaran"] | {"goal_year": "2029"}

    response = client.post(at("content-add", version.pk, "sasaran"), typed)

    assert "antara 2019 dan 2028" in page(response)


def test_a_conflict_shows_both_and_is_then_overwritten_knowingly(client, version, rani):
    row = content_of(version, ActionPlan, by=rani, part="governance.service")
    url = at("content-element", version.pk, "rencana-aksi", row.key)
    mine = TYPED["rencana-aksi"] | {"title": "Tulisan saya", "seen": mark_of(row)}
    ActionPlan.objects.update(title="Tulisan Rani", part="living.health")

    response = client.post(url, mine)

    assert response.status_code == 409
    shown = page(response)
    assert "Tulisan Rani" in shown
    assert "Tulisan saya" in shown
    assert "Prasarana kesehatan" in [d.stored for d in response.context["theirs"]]
    again = mine | {"seen": response.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302
    assert ActionPlan.objects.get().title == "Tulisan saya"


def test_what_was_typed_on_a_removed_element_can_be_added_anew(client, version, rani):
    row = content_of(version, SwotPoint, by=rani)
    url = at("content-element", version.pk, "swot", row.key)
    mine = TYPED["swot"] | {"seen": mark_of(row)}
    SwotPoint.objects.all().delete()

    response = client.post(url, mine)

    assert response.status_code == 409
    assert "Banjir rob" in page(response)
    client.post(response.context["send_to"], mine)
    assert SwotPoint.objects.get().text == "Banjir rob"


def test_a_removed_element_has_no_page(client, version):
    url = at("content-element", version.pk, "swot", uuid4())

    assert client.get(url).status_code == 404


def test_before_removal_the_links_that_go_are_shown(client, version, rani):
    row = content_of(version, Target, by=rani)
    first, second = version.development_plan.goals.all()
    make.goal_link(row, first, kind="target")
    make.goal_link(row, second, kind="target")
    make.goal_link(make.programme(version), second)
    url = at("content-remove", version.pk, "sasaran", row.key)

    losses = client.get(url).context["losses"]

    assert [(one.link.goal, one.is_only) for one in losses] == [
        (first, True),
        (second, False),
    ]
    assert client.post(url, {"seen": mark_of(row)}).status_code == 302
    assert not Target.objects.exists()
    assert version.goal_links.count() == 1


@pytest.mark.parametrize("seen", ["", "lain"])
def test_a_removal_of_what_changed_meanwhile_is_asked_again(
    client, version, rani, seen
):
    row = content_of(version, Target, by=rani)
    url = at("content-remove", version.pk, "sasaran", row.key)

    response = client.post(url, {"seen": seen})

    assert response.status_code == 409
    assert Target.objects.exists()


def test_an_element_is_moved_and_shown_in_its_place(client, version, rani):
    first = content_of(version, ContextFigure, by=rani, label="A")
    second = content_of(version, ContextFigure, by=rani, label="B")

    response = client.post(
        at("content-move", version.pk, "data"), {"naik": str(second.key)}
    )

    assert response.url.endswith(f"#e-{second.key}")
    assert list(version.context_figures.all()) == [second, first]


@pytest.mark.parametrize("sent", [{}, {"naik": "x"}, {"turun": str(uuid4())}])
def test_nothing_to_move_is_missing(client, version, sent):
    assert client.post(at("content-move", version.pk, "data"), sent).status_code == 404


def test_the_vision_is_written_and_a_conflict_keeps_both(client, version):
    url = at("vision", version.pk)
    seen = client.get(url).context["form"]["seen"].value()
    assert client.post(url, {"vision": "Satu", "seen": seen}).status_code == 302

    response = client.post(url, {"vision": "Dua", "seen": seen})

    assert response.status_code == 409
    assert [(one.stored, one.typed) for one in response.context["theirs"]] == [
        ("Satu", "Dua")
    ]
    version.refresh_from_db()
    assert version.vision == "Satu"


@pytest.mark.parametrize(
    ("framework", "leaves"), [("six-dimensions", 18), ("six-aspects-draft", 6)]
)
def test_every_leaf_of_the_framework_has_its_row(client, framework, leaves):
    version = make.masterplan_version(framework=framework)

    response = client.get(at("content-kind", version.pk, "strategi"))

    dimensions = response.context["strategies"].dimensions
    assert sum(len(rows) for _dimension, rows in dimensions) == leaves


def test_a_strategy_is_written_for_a_part_and_changed(client, version):
    url = at("strategy", version.pk, "living.health")
    client.post(url, {"text": "Telemedis", "seen": ""})
    seen = client.get(url).context["form"]["seen"].value()

    client.post(url, {"why_none": "Kewenangan provinsi.", "seen": seen})

    row = Strategy.objects.get()
    assert (row.text, row.why_none) == ("", "Kewenangan provinsi.")


def test_after_saving_the_next_part_without_a_strategy_comes_up(client, version):
    url = at("strategy", version.pk, "living.harmony")
    Strategy.objects.create(plan_version=version, part="living.health", text="Ada")

    response = client.post(url, {"text": "Tata ruang", "seen": "", "lagi": "1"})

    assert response.url == at("strategy", version.pk, "living.mobility")


def test_two_strategies_for_one_part_meet_and_nothing_is_lost(client, version):
    url = at("strategy", version.pk, "living.health")
    client.post(url, {"text": "Telemedis", "seen": ""})

    response = client.post(url, {"text": "Ambulans", "seen": ""})

    assert response.status_code == 409
    assert "Telemedis" in page(response)
    assert "Ambulans" in page(response)


def test_a_strategy_that_was_removed_meanwhile_can_be_saved_again(client, version):
    url = at("strategy", version.pk, "living.health")

    response = client.post(url, {"text": "Ambulans", "seen": "tua"})

    assert response.status_code == 422
    again = {"text": "Ambulans", "seen": response.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302


@pytest.mark.parametrize("typed", [{"seen": ""}, {"text": "Ada", "why_none": "Tidak"}])
def test_a_strategy_is_either_written_or_explained(client, version, typed):
    url = at("strategy", version.pk, "living.health")

    assert client.post(url, typed).status_code == 422


def test_a_part_that_the_framework_lacks_has_no_page(client, version):
    assert client.get(at("strategy", version.pk, "mobility")).status_code == 404


def test_a_strategy_outside_the_framework_is_shown_and_can_be_removed(client, version):
    row = Strategy.objects.create(plan_version=version, part="lama", text="Dulu")
    url = at("content-remove", version.pk, "strategi", row.key)

    assert url in page(client.get(at("content-kind", version.pk, "strategi")))
    assert client.post(url, {"seen": mark_of(row)}).status_code == 302


def test_the_address_of_a_strategy_leads_to_its_part(client, version):
    row = Strategy.objects.create(plan_version=version, part="living.health", text="A")

    response = client.get(at("content-element", version.pk, "strategi", row.key))

    assert response.url == at("strategy", version.pk, "living.health")
    assert client.get(at("content-add", version.pk, "strategi")).status_code == 404
