from datetime import timedelta

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability, Person
from menuju.files.models import StoredFile
from menuju.results import actions
from menuju.results.models import Decision
from menuju.rounds.models import (
    Answer,
    Assignment,
    Citation,
    Claim,
    Evidence,
    EvidenceVersion,
    Moderation,
    Participation,
    Round,
    Score,
)
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
BALIKPAPAN = ("2019", "64.71")


def decider(client, name="Rina"):
    user = make.official(name, Capability.DECIDE, Capability.FREEZE)
    client.force_login(user)
    return user


def coordinator(client, code="64.71"):
    region = make.named_region(code)
    user = make.official(f"Tim {code}", Capability.VIEW_REGION, region=region)
    client.force_login(user)
    return user


def judged_item(participation, item="sdm-1"):
    """Two assessors, one citing page 12 of version 2 of the region's first document."""
    evidence = Evidence.objects.create(
        participation=participation, number=1, title="SK Tim"
    )
    file = StoredFile.objects.create(sha256="ab" * 32, kind="pdf", size=1, pages=20)
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=2,
        file=file,
        file_name="sk-tim.pdf",
        uploaded_at=make.NOON,
    )
    Claim.objects.create(evidence=evidence, item=item, pages="12", quote="12 orang")
    Answer.objects.create(participation=participation, item=item, level=3)
    for letter, name, level in (("A", "Wayan Asesor", 3), ("B", "Made Asesor", 2)):
        assignment = Assignment.objects.create(
            participation=participation,
            assessor=Person.objects.create(name=name),
            letter=letter,
            assigned_at=make.NOON,
            submitted_at=make.NOON + timedelta(hours=1),
        )
        score = Score.objects.create(
            assignment=assignment,
            item=item,
            level=level,
            reason=f"Alasan {letter}",
            edited_at=make.NOON,
        )
    Citation.objects.create(
        score=score, evidence_version=version, page="12", quote="12 orang"
    )
    Moderation.objects.create(
        participation=participation,
        item=item,
        spread=1,
        by_rule=False,
        level="2.5",
        reason="Dokumen berlaku separuh tahun",
        decided_at=make.NOON,
    )


def test_a_region_reads_its_result_after_publication(client):
    make.published(THREE)
    coordinator(client)

    page = client.get(reverse("results:result", args=BALIKPAPAN)).text

    assert "2,760" in page or "2,76" in page
    assert "Terpilih" in page
    assert "Program ini tidak menetapkan peringkat" in page
    assert "Kehadiran bernilai 30 dari 40 poin." in page


def test_a_region_cannot_read_its_result_before_publication(client):
    make.released(THREE)
    coordinator(client)

    assert client.get(reverse("results:result", args=BALIKPAPAN)).status_code == 404


def test_the_secretariat_reads_it_before(client):
    make.released(THREE)
    decider(client)

    page = client.get(reverse("results:result", args=BALIKPAPAN))
    assert "Hasil ini belum terbit" in page.text


def test_a_region_cannot_read_anothers_result(client):
    make.published(THREE)
    coordinator(client, "64.72")

    assert client.get(reverse("results:result", args=BALIKPAPAN)).status_code == 404


def test_somebody_who_is_not_signed_in_is_asked_to(client):
    make.published(THREE)

    answer = client.get(reverse("results:result", args=BALIKPAPAN))
    assert answer.status_code == 302
    assert answer.url.startswith("/masuk/")


def test_a_region_that_was_not_selected_is_told_so_with_respect(client):
    make.published(THREE)
    coordinator(client, "64.74")

    page = client.get(reverse("results:result", args=("2019", "64.74"))).text

    assert "daerah Bapak/Ibu belum terpilih" in page
    assert "gagal" not in page.lower()


def test_the_lineage_goes_down_to_the_file_and_its_page(client):
    release = make.published(THREE)
    judged_item(Participation.objects.get(region="64.71"))
    coordinator(client)
    url = reverse("results:lineage", args=(*BALIKPAPAN, "sdm-1"))

    page = client.get(url).text

    assert "Dokumen berlaku separuh tahun" in page
    assert "Asesor A" in page
    assert "Alasan B" in page
    assert "?versi=2&amp;halaman=12" in page
    assert "abababab…ababab" in page
    assert release.results.count() == 3


def test_the_lineage_never_names_an_assessor(client):
    make.published(THREE)
    judged_item(Participation.objects.get(region="64.71"))
    coordinator(client)

    for node in ("sdm-1", "sdm", "akar", "kehadiran"):
        page = client.get(reverse("results:lineage", args=(*BALIKPAPAN, node))).text
        assert "Wayan" not in page
        assert "Made" not in page


def test_an_unknown_node_is_missing(client):
    make.published(THREE)
    coordinator(client)

    url = reverse("results:lineage", args=(*BALIKPAPAN, "tidak-ada"))
    assert client.get(url).status_code == 404


def test_the_downloads_say_where_each_figure_comes_from(client):
    make.published(THREE, provenance="simulated")
    coordinator(client)

    rows = client.get(reverse("results:result-csv", args=BALIKPAPAN)).text
    held = client.get(reverse("results:result-json", args=BALIKPAPAN)).json()

    assert all(line.endswith("simulated") for line in rows.splitlines()[1:])
    assert (held["provenance"], held["score"]) == ("simulated", 2.76)


def test_the_decision_page_reads_its_scale_from_the_instrument(client):
    release = make.released(THREE)
    version = release.round.instrument_version
    version.document["scale"] = {"min": "1", "max": "5", "step": "1"}
    version.save()
    client.force_login(make.official("Penetap", Capability.DECIDE))

    page = client.get(reverse("results:decision", args=["2019"])).text

    assert "Skala 1–5, instrumen versi 2017.1, tahun 2019, di antara 3 daerah." in page


def test_the_decision_page_lists_by_name_and_by_score_only_on_request(client):
    make.released(THREE)
    decider(client)
    url = reverse("results:decision", args=["2019"])

    names = [place.code for place in client.get(url).context["places"]]
    scores = [
        place.code for place in client.get(url, {"urut": "nilai"}).context["places"]
    ]

    assert names == ["64.71", "64.74", "64.72"]
    assert scores == ["64.71", "64.72", "64.74"]


def signed(**more):
    people = [
        make.official(name, Capability.DECIDE).person for name in ("Sari", "Budi")
    ]
    return {
        "person-1": people[0].pk,
        "office-1": "Direktur",
        "institution-1": "Kemkominfo",
        "person-2": people[1].pk,
        "office-2": "Direktur",
        "institution-2": "Kemendagri",
        **more,
    }


def decide_the_one_read(client, decision=None):
    read = decision or Decision.objects.get()
    return client.post(reverse("results:decide", args=["2019"]), {"decision": read.pk})


def test_a_proposal_that_was_replaced_since_it_was_read_is_not_decided(client):
    release = make.released(THREE)
    by = make.official("Rina", Capability.DECIDE)
    read = actions.propose_decision(release, make.choice("64.71"), by)
    actions.propose_decision(release, make.choice("64.71", number="B.2"), by)
    decider(client, "Joko")

    answer = decide_the_one_read(client, read)

    assert answer.status_code == 409
    assert "sudah diganti sejak Anda membukanya" in answer.text
    assert Decision.objects.get().decided_at is None


def test_the_page_sends_the_proposal_that_it_shows(client):
    release = make.released(THREE)
    by = make.official("Rina", Capability.DECIDE)
    shown = actions.propose_decision(release, make.choice("64.71"), by)
    decider(client, "Joko")

    page = client.get(reverse("results:decision", args=["2019"])).text

    assert f'name="decision" value="{shown.pk}"' in page


@pytest.mark.parametrize(
    "typed",
    [{"office-1": "D" * 161}, {"institution-2": "a\0b"}, {"reason-64.72": "\0"}],
)
def test_text_that_cannot_be_kept_is_refused_and_shown_again(client, typed):
    make.released(THREE)
    decider(client)
    url = reverse("results:decision", args=["2019"])

    assert client.post(url, signed(selected=["64.71"], **typed)).status_code == 422
    assert not Decision.objects.exists()


def test_a_proposal_is_sent_and_decided_by_a_second_person(client):
    make.released(THREE)
    decider(client)
    url = reverse("results:decision", args=["2019"])

    assert client.post(url, signed(selected=["64.71"])).status_code == 302
    assert decide_the_one_read(client).status_code == 403
    decider(client, "Joko")
    decide_the_one_read(client)
    client.post(reverse("results:publish", args=["2019"]))

    decided = Decision.objects.get()
    assert decided.decided_at is not None
    assert decided.release.published_at is not None
    assert decided.release.round.phase == Round.Phase.PUBLISHED


def test_a_refused_proposal_keeps_what_was_typed(client):
    make.released(THREE)
    decider(client)
    url = reverse("results:decision", args=["2019"])
    typed = signed(selected=["64.72"], **{"reason-64.72": "Pemerataan wilayah"})

    answer = client.post(url, typed)

    assert answer.status_code == 422
    assert "Keputusan untuk Kota Balikpapan berbeda" in answer.text
    assert 'value="Pemerataan wilayah"' in answer.text
    assert 'value="64.72" checked' in answer.text
    assert not Decision.objects.exists()


def test_a_new_proposal_begins_with_those_who_signed_the_latest_decision(client):
    make.published(THREE, make.judged_round(2018))
    make.released(THREE)
    decider(client)

    form = client.get(reverse("results:decision", args=["2019"])).context["form"]

    rows = [(row["office"], row["institution"]) for row in form.signature_rows]
    assert rows[:3] == [
        ("Direktur", "Kemkominfo"),
        ("Direktur", "Kemendagri"),
        ("", ""),
    ]


def test_a_proposal_is_shown_again_as_it_was_made(client):
    release = make.released(THREE)
    by = decider(client)
    actions.propose_decision(release, make.choice("64.71", number="B.116"), by)

    page = client.get(reverse("results:decision", args=["2019"])).text

    assert 'value="B.116"' in page
    assert 'value="Kemkominfo"' in page


def test_somebody_who_only_freezes_cannot_propose(client):
    make.released(THREE)
    client.force_login(make.official("Tono", Capability.FREEZE))

    url = reverse("results:decision", args=["2019"])
    assert client.get(url).status_code == 200
    assert client.post(url, signed(selected=["64.71"])).status_code == 403


def test_a_region_cannot_open_the_decision(client):
    make.published(THREE)
    coordinator(client)

    for name in ("decision", "release"):
        assert client.get(reverse(f"results:{name}", args=["2019"])).status_code == 404


def test_the_release_page_shows_the_check(client):
    release = make.released(THREE)
    decider(client)

    page = client.get(reverse("results:release", args=["2019"])).text

    assert release.digest in page
    assert "Cocok:" in page


def test_the_release_is_computed_from_its_page(client):
    freeze = make.frozen(THREE)
    decider(client)

    client.post(reverse("results:release", args=["2019"]))

    assert actions.release(freeze, None).results.count() == 3


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("name", ["decision", "release"])
def test_pages_of_a_round_take_few_queries(
    client, django_assert_max_num_queries, name, regions
):
    make.released(dict(list(THREE.items())[:regions]))
    decider(client)

    with django_assert_max_num_queries(15):
        client.get(reverse(f"results:{name}", args=["2019"]))


@pytest.mark.parametrize("attempts", [1, 3])
def test_a_result_takes_few_queries(client, django_assert_max_num_queries, attempts):
    for year in range(2020 - attempts, 2020):
        make.published(THREE, make.judged_round(year))
    judged_item(Participation.objects.get(region="64.71", round__code="2019"))
    coordinator(client)

    with django_assert_max_num_queries(15):
        client.get(reverse("results:result", args=BALIKPAPAN))
    with django_assert_max_num_queries(15):
        client.get(reverse("results:lineage", args=(*BALIKPAPAN, "sdm-1")))
    with django_assert_max_num_queries(15):
        client.get(reverse("results:list"))
