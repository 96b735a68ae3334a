"""The page of institutions in the browser, and its forms."""

from datetime import date

import pytest
from django.urls import reverse

from menuju.plans.models import BodyMember, LegalAct
from menuju.plans.queries.institutions import mark_of
from tests import make

pytestmark = pytest.mark.django_db
MEMBER = {"role": "Ketua", "office": "Sekretaris Daerah", "institution": "Setda"}


@pytest.fixture
def version():
    return make.masterplan_version()


@pytest.fixture(autouse=True)
def _planner(client):
    """Who looks at the pages, unless a test says otherwise."""
    client.force_login(make.planner())


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def text_of(response):
    return response.content.decode()


def full(version):
    body = make.body(version)
    BodyMember.objects.create(body=body, **MEMBER)
    LegalAct.objects.create(plan_version=version, kind="decree", state="drafted")
    make.sheet(version)
    return body


def test_the_page_shows_what_is_there_and_what_is_not(client, version):
    full(version)

    page = text_of(client.get(at("bodies", version.pk)))

    assert "Sekretaris Daerah" in page
    assert "Menunggu tanda tangan" in page
    assert "Bentuk Forum Smart City" in page


def test_a_reader_is_offered_nothing_to_write(client, version):
    full(version)
    client.force_login(make.user("view_region", region=make.region()))

    page = text_of(client.get(at("bodies", version.pk)))

    assert "Sekretaris Daerah" in page
    assert at("body", version.pk, "dewan") not in page


def test_a_planner_sets_up_a_body(client, version):
    sent = {"decree": "188", "decree_on": "01/03/2019", "seen": ""}
    response = client.post(at("body", version.pk, "dewan"), sent)

    assert response.url == f"{at('bodies', version.pk)}#council"
    assert version.bodies.get().decree_on == date(2019, 3, 1)


def test_a_wrong_body_is_refused_and_kept(client, version):
    sent = {"decree": "188", "decree_on": "kemarin", "seen": ""}
    response = client.post(at("body", version.pk, "dewan"), sent)

    assert response.status_code == 422
    assert "kemarin" in text_of(response)


def test_a_conflict_shows_both_and_then_overwrites_knowingly(client, version):
    make.body(version)
    address = at("body", version.pk, "dewan")

    response = client.post(address, {"decree": "Punya saya", "seen": ""})

    page = text_of(response)
    assert response.status_code == 409
    assert "188.45/1" in page
    assert "Punya saya" in page
    seen = mark_of(version.bodies.get())
    client.post(address, {"decree": "Punya saya", "seen": seen})
    assert version.bodies.get().decree == "Punya saya"


def test_a_member_comes_into_a_body_that_is_there(client, version):
    address = at("member-add", version.pk, "dewan")
    assert client.post(address, MEMBER).url == at("body", version.pk, "dewan")
    make.body(version)

    client.post(address, MEMBER)

    assert version.bodies.get().members.get().office == "Sekretaris Daerah"


def test_a_member_is_changed_and_removed(client, version):
    full(version)
    member = BodyMember.objects.get()
    sent = MEMBER | {"role": "Wakil", "seen": mark_of(member)}
    client.post(at("member", version.pk, member.pk), sent)
    member.refresh_from_db()
    assert member.role == "Wakil"

    client.post(at("member-remove", version.pk, member.pk), {"seen": mark_of(member)})

    assert not BodyMember.objects.exists()


def test_what_changed_since_it_was_opened_is_not_removed(client, version):
    body = full(version)

    response = client.post(at("body-remove", version.pk, "dewan"), {"seen": "lama"})

    assert response.url == at("body", version.pk, "dewan")
    assert version.bodies.get() == body


def test_an_act_is_enacted_only_with_number_and_date(client, version):
    address = at("legal-act-add", version.pk)
    sent = {"kind": "decree", "state": "enacted", "number": "188"}
    assert client.post(address, sent).status_code == 422

    client.post(address, sent | {"on": "2019-05-01"})

    assert version.legal_acts.get().state == "enacted"


def test_the_history_of_an_act_is_on_the_page(client, version):
    client.post(at("legal-act-add", version.pk), {"kind": "decree", "state": "planned"})
    act = version.legal_acts.get()
    sent = {"kind": "decree", "state": "drafted", "seen": mark_of(act)}
    client.post(at("legal-act", version.pk, act.pk), sent)

    page = text_of(client.get(at("bodies", version.pk)))

    assert "Riwayat" in page
    assert "Direncanakan" in page


@pytest.mark.parametrize("name", ["body", "body-remove", "member-add"])
def test_there_is_no_body_of_an_unknown_kind(client, version, name):
    assert client.post(at(name, version.pk, "panitia"), MEMBER).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("view_region", 403), ("write_plans", 404)]
)
def test_others_do_not_write(client, version, who, status):
    region = make.region("64.72") if status == 404 else make.region()
    client.force_login(make.user(who, region=region))

    response = client.post(at("body", version.pk, "dewan"), {"decree": "1"})

    assert response.status_code == status


def test_the_page_names_who_has_no_sheet_yet(client, version):
    make.sheet(version, agency=make.agency(make.region()))
    assert "1 lembar lagi belum disiapkan" in text_of(
        client.get(at("bodies", version.pk))
    )

    make.sheet(version)
    assert "belum disiapkan" not in text_of(client.get(at("bodies", version.pk)))


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_the_page_takes_few_queries(
    client, version, rows, django_assert_max_num_queries
):
    body = make.body(version)
    for number in range(rows):
        BodyMember.objects.create(body=body, **MEMBER)
        LegalAct.objects.create(plan_version=version, kind="decree", state="drafted")
        agency = make.agency(make.region(), name=f"Dinas {number}")
        make.sheet(version, agency=agency, signed=True)

    with django_assert_max_num_queries(15):
        response = client.get(at("bodies", version.pk))

    assert len(response.content) < 100_000
