"""Two people at one paragraph at the same moment."""

from menuju.plans.actions import paragraphs
from menuju.plans.models import Paragraph
from tests import make
from tests.plans.test_locks import written
from tests.plans.test_writing import chapter_of, texts, words
from tests.races import at_once, on_postgres, refusals

pytestmark = on_postgres


def begun():
    """A paragraph and the two who are at it."""
    rani, budi = make.planner(name="Rani"), make.planner(name="Budi")
    return paragraphs.add(chapter_of(), words("awal"), by=rani), rani, budi


def test_of_two_saves_one_is_stored_and_the_other_kept():
    paragraph, rani, budi = begun()

    def saving(text, by):
        rows = Paragraph.objects.select_related("chapter__plan_version")
        found = rows.get(pk=paragraph.pk)
        return lambda: paragraphs.save(found, words(text), seen=1, by=by)

    refused = refusals(at_once(saving("Rani", rani), saving("Budi", budi)))

    assert [type(each) for each in refused] == [paragraphs.StaleError]
    kept = written(paragraph, kept=False)
    assert {*texts(paragraph.chapter), *kept} == {"Rani", "Budi"}


def test_one_of_two_holds_the_paragraph():
    paragraph, rani, budi = begun()

    refused = refusals(
        at_once(
            lambda: paragraphs.take_lock(paragraph, by=rani),
            lambda: paragraphs.take_lock(paragraph, by=budi),
        )
    )

    assert [type(each) for each in refused] == [paragraphs.LockedError]
