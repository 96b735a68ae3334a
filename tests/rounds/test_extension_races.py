"""Two persons decide on one request at the same moment."""

from menuju.rounds.actions import extensions
from menuju.rounds.actions.extensions import More
from menuju.rounds.models import Extension, ExtensionRequest
from menuju.web.exceptions import ConflictError
from tests import make
from tests.make.extensions import PUBLIC, WHY, asked, closing
from tests.races import at_once, on_postgres, refusals

pytestmark = on_postgres


def test_of_two_decisions_one_holds_and_the_other_is_told():
    request = asked(closing())
    first, second = make.manager("Satu"), make.manager("Dua")
    more = More(request.until, PUBLIC)

    outcome = at_once(
        lambda: extensions.grant(request, more, by=first),
        lambda: extensions.refuse(request, WHY, by=second),
    )

    (told,) = refusals(outcome)
    assert isinstance(told, ConflictError)
    request.refresh_from_db()
    is_granted = request.state == ExtensionRequest.State.GRANTED
    assert is_granted == Extension.objects.exists()


def test_of_two_who_extend_all_the_second_looks_again():
    part = closing()
    first, second = make.manager("Satu"), make.manager("Dua")
    seen = part.round.windows.get(phase="self_assessment").closes_at
    until = asked(part).until

    outcome = at_once(
        *(
            lambda by=by: extensions.extend_all(
                part.round, More(until, PUBLIC, seen), by=by
            )
            for by in (first, second)
        )
    )

    assert isinstance(*refusals(outcome), ConflictError)
    assert Extension.objects.count() == 1
