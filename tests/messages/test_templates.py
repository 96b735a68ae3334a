from pathlib import Path

import pytest

from menuju.messages.actions import preview
from tests import make
from tests.make.messages import REMINDER, message

SOURCE = Path(__file__).parents[2] / "src" / "menuju"
BODIES = sorted(
    path
    for path in SOURCE.glob("*/templates/*/messages/*.txt")
    if not path.name.endswith(".subject.txt") and path.parts[-3] == path.parts[-5]
)


@pytest.mark.parametrize("body", BODIES, ids=lambda p: f"{p.parts[-3]}.{p.stem}")
def test_every_kind_has_a_subject_of_one_line(body):
    subject = body.with_name(f"{body.stem}.subject.txt").read_text()

    assert len(subject.strip().splitlines()) == 1


@pytest.mark.parametrize("body", BODIES, ids=lambda p: f"{p.parts[-3]}.{p.stem}")
def test_words_are_plain_text(body):
    words = body.read_text()

    assert "<" not in words.replace("{% ", "")
    assert not any(
        f"{{% {tag} " in words for tag in ("simulated", "tag", "status", "note")
    )


@pytest.mark.django_db
def test_a_preview_shows_who_gets_which_words():
    reader, left = make.user(), make.user(name="Agus Salim")
    left.is_active = False
    left.save()
    shown = preview(REMINDER, [(u, message()) for u in (reader, left)], by=reader)
    drafts = shown.drafts.select_related("recipient__person").order_by("pk")
    page = make.html('{% include "messages/parts/audience.html" %}', drafts=drafts)

    assert "kepada tepat 2 orang" in page
    assert "Sri Wahyuni" in page
    assert page.count("akun ditutup: tanpa surel") == 1
    assert "Tiga butir belum terisi." in page
