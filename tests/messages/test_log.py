import pytest

from menuju.messages.actions import deliver
from menuju.messages.models import Group, Mail
from menuju.messages.queries import delivery_log, standings_of
from tests import make
from tests.make.messages import NEWS, REMINDER, told

pytestmark = pytest.mark.django_db


def test_the_log_has_every_message_the_latest_first():
    told(make.user(), kind=REMINDER, subject="Pertama")
    told(make.user(), kind=NEWS, subject="Kedua")

    assert [n.subject for n in delivery_log()] == ["Kedua", "Pertama"]


def test_the_log_is_narrowed_to_a_group_and_a_state():
    told(make.user(), kind=REMINDER, subject="Pertama")
    told(make.user(), kind=NEWS, subject="Kedua")
    deliver()

    assert [n.subject for n in delivery_log(Group.NEWS)] == ["Kedua"]
    assert [n.subject for n in delivery_log(state=Mail.State.SENT)] == ["Pertama"]
    assert standings_of()[Mail.State.SENT] == 1
    assert standings_of()[Mail.State.GIVEN_UP] == 0
