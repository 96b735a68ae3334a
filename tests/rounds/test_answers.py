from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.rounds.actions import answers, participation
from menuju.rounds.models import Answer
from menuju.rounds.queries.answers import State, earlier_answer, sheet_of
from tests import make

pytestmark = pytest.mark.django_db


def save(of, item="sdm-1", **changes):
    fields = {"level": Decimal(3), "narrative": "Ada SK.", "version": 0}
    by = changes.pop("by", None) or make.coordinator(of.region)
    return answers.save_answer(of, item, by=by, **fields | changes)


def state_of(participation, item="sdm-1"):
    return sheet_of(participation).line(item).state


def test_saving_keeps_every_version():
    part = make.participation()
    save(part, level=Decimal(2))
    save(part, level=Decimal(3), version=1)

    kept = Answer.objects.get().revisions.values_list("version", "level")
    assert list(kept) == [(1, Decimal(2)), (2, Decimal(3))]


def test_an_answer_written_on_an_old_version_is_not_saved_over_another():
    part = make.participation()
    theirs = save(part, narrative="punya Rani")

    with pytest.raises(answers.StaleAnswerError) as stale:
        save(part, narrative="punya Budi")

    assert stale.value.saved == theirs
    assert Answer.objects.get().narrative == "punya Rani"


def test_ones_own_autosave_is_no_conflict_but_another_editor_between_is():
    part = make.participation()
    rani = make.coordinator()
    save(part, by=rani, narrative="sambil mengetik")
    assert save(part, by=rani, narrative="selesai mengetik").version == 2

    save(part, narrative="punya Budi", version=2)
    save(part, by=rani, narrative="lagi", version=3)
    with pytest.raises(answers.StaleAnswerError):
        save(part, by=rani, narrative="dari tab lama", version=2)
    assert Answer.objects.get().narrative == "lagi"


def test_sending_the_same_answer_twice_is_no_conflict():
    part = make.participation()

    assert save(part).version == 1
    assert save(part).version == 1


@pytest.mark.parametrize("level", [Decimal(5), Decimal(-1), Decimal("2.5")])
def test_a_level_off_the_scale_is_refused(level):
    part = make.participation()

    with pytest.raises(ValidationError, match="Pilih nilai 0 sampai 4"):
        save(part, level=level)

    assert save(part, level=Decimal(4)).level == 4


@pytest.mark.parametrize("item", ["sdm", "kehadiran", "tidak-ada"])
def test_only_items_of_the_instrument_are_answered(item):
    part = make.participation()

    with pytest.raises(ValidationError, match="tidak ada pada instrumen"):
        save(part, item)


def test_an_item_that_is_not_asked_of_the_region_is_refused():
    children = [
        make_group("sdm", "kind == 'kabupaten'"),
        make_group("lain", ""),
    ]
    version = make.readiness()
    version.document["root"]["children"] = children
    version.content_hash = ""
    version.status = "draft"
    version.save()
    part = make.participation(of=make.open_round(of=version))

    with pytest.raises(ValidationError, match="tidak ditanyakan"):
        save(part, "sdm-1")

    assert save(part, "lain-1").level == 3
    assert [line.node.code for line in sheet_of(part).answerable] == ["lain-1"]


def make_group(code, applies):
    from tests.make.instruments import group, item  # noqa: PLC0415

    return group(code, [item(f"{code}-1", "100")], "50", applies=applies)


def test_nothing_is_answered_after_the_submission():
    part = make.submitted()

    with pytest.raises(PermissionDenied, match="sudah dikirim"):
        save(part, version=1)


def test_nothing_is_answered_outside_the_phase():
    part = make.participation(of=make.open_round(phase="assessment"))

    with pytest.raises(PermissionDenied, match="tidak dibuka"):
        save(part)


def test_the_state_of_an_item_follows_what_was_done():
    part = make.participation()
    assert state_of(part) == State.NOT_STARTED
    save(part, done=False)
    assert state_of(part) == State.IN_PROGRESS
    save(part, version=1, done=True)
    assert state_of(part) == State.EVIDENCE_MISSING
    make.document_of(part)
    assert state_of(part) == State.DONE


def test_a_low_level_needs_no_evidence():
    part = make.participation()
    save(part, level=Decimal(1), done=True)

    assert state_of(part) == State.DONE


def test_nothing_can_be_started_before_the_region_takes_part():
    assert state_of(make.participation(status="invited")) == State.BLOCKED


def test_items_count_as_done_by_what_was_chosen_never_by_default():
    part = make.participation()
    make.answer(part, level=0)
    sheet = sheet_of(part)

    assert (len(sheet.done), len(sheet.answerable)) == (1, 2)
    assert [line.node.code for line in sheet.missing] == ["sdm-2"]
    assert sheet.next_missing("sdm-1").node.code == "sdm-2"


def test_the_answer_of_the_last_round_can_be_taken_over():
    version = make.readiness()
    region = make.region()
    before = make.participation(of=make.open_round(of=version), region=region)
    make.answer(before, level=2, narrative="tahun lalu")
    now = make.participation(of=make.open_round(of=version), region=region)

    assert earlier_answer(now, "sdm-1").narrative == "tahun lalu"
    copied = answers.copy_earlier(now, "sdm-1", version=0, by=make.coordinator())

    assert (copied.level, copied.narrative, copied.is_done) == (2, "tahun lalu", False)
    assert earlier_answer(before, "sdm-1") is None


def test_another_regions_answer_is_not_offered():
    version = make.readiness()
    other = make.participation(
        of=make.open_round(of=version), region=make.region("64.72")
    )
    make.answer(other)
    mine = make.participation(of=make.open_round(of=version))

    assert earlier_answer(mine, "sdm-1") is None
    with pytest.raises(ValidationError, match="Tidak ada jawaban"):
        answers.copy_earlier(mine, "sdm-1", version=0, by=make.coordinator())


def test_a_region_confirms_or_declines_with_a_reason():
    part = make.participation(status="invited")
    by = make.coordinator()

    assert participation.reply(part, accepts=True, by=by).status == "confirmed"
    with pytest.raises(ValidationError, match="Tuliskan alasan"):
        participation.reply(part, accepts=False, reason=" ", by=by)
    declined = participation.reply(part, accepts=False, reason="Anggaran", by=by)
    assert (declined.status, declined.reply_reason) == ("withdrawn", "Anggaran")
    assert participation.reply(part, accepts=True, by=by).reply_reason == ""


def test_a_region_cannot_withdraw_after_it_submitted():
    part = make.submitted()

    with pytest.raises(PermissionDenied):
        participation.reply(part, accepts=False, reason="x", by=make.coordinator())
