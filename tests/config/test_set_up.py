"""A new installation is prepared by one command."""

import pytest
from django.core.management import CommandError, call_command

from menuju.accounts.models import CapabilitySet, User
from menuju.instruments.models import Version
from menuju.regions.models import Region
from tests import make

pytestmark = pytest.mark.django_db
COMMAND = "menuju.config.management.commands.set_up"


@pytest.fixture(autouse=True)
def _typed(monkeypatch):
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda _prompt: make.PASSWORD)


def test_it_can_be_run_twice(capsys):
    call_command("set_up")
    call_command("set_up")
    assert (
        "38 provinces, 514 regions, 14 roles, 3 instruments" in capsys.readouterr().out
    )
    assert Region.objects.count() == 514
    assert CapabilitySet.objects.count() == 14
    assert Version.objects.filter(status="published").count() == 3


def test_the_first_account_may_invite_and_there_is_no_second():
    call_command("set_up", name="Rina", email="rina@contoh.go.id")
    rina = User.objects.get()
    assert rina.check_password(make.PASSWORD)
    assert "invite_people" in rina.seats_held[0].capability_set.capabilities
    with pytest.raises(CommandError, match="Sudah ada akun"):
        call_command("set_up", email="lain@contoh.go.id")


def test_a_weak_first_password_is_refused(monkeypatch):
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda _prompt: "rahasia")
    with pytest.raises(CommandError, match="12"):
        call_command("set_up", email="rina@contoh.go.id")
    assert not User.objects.exists()
