"""What the browser hears back: signing in, one's account, invitations, people."""

import pytest
from django.utils import timezone

from menuju.accounts import actions
from menuju.accounts.models import Capability, Invitation, User
from tests import make
from tests.accounts.pages import is_signed_in, signed_in

pytestmark = pytest.mark.django_db
INVITE, ANSWER = Capability.INVITE_PEOPLE, Capability.ANSWER


def invitation(person, by, key="kunci-sekali-pakai"):
    """An open invitation whose key is known."""
    actions.invite(person, "baru@contoh.go.id", link=str, by=by)
    made = Invitation.objects.get(person=person, withdrawn_at=None)
    made.key_hash = actions.invitations.hash_of(key)
    made.save()
    return f"/undangan/{key}/"


def test_an_invited_person_chooses_a_password_and_is_in(client):
    person = make.person("Dewi Lestari")
    path = invitation(person, make.user(INVITE))
    assert "Dewi Lestari" in client.get(path).text
    data = {"password1": make.PASSWORD, "password2": make.PASSWORD}

    assert client.post(path, data).url == "/kerja/"

    assert User.objects.get(person=person).email == "baru@contoh.go.id"
    assert is_signed_in(client)


def test_a_weak_or_mistyped_password_makes_no_account(client):
    path = invitation(make.person(), make.user(INVITE))
    weak = client.post(path, {"password1": "pendek", "password2": "pendek"})
    typo = client.post(path, {"password1": make.PASSWORD, "password2": "lain sekali"})
    assert (weak.status_code, typo.status_code) == (422, 422)
    assert "belum sama" in typo.text
    assert not User.objects.filter(email="baru@contoh.go.id").exists()


def test_a_closed_invitation_says_why(client):
    person, by = make.person(), make.user(INVITE)
    path = invitation(person, by)
    assert client.get("/undangan/bukan-kunci/").status_code == 404
    Invitation.objects.update(expires_at=timezone.now())
    assert "lewat masa berlakunya" in client.get(path).text
    Invitation.objects.update(withdrawn_at=timezone.now())
    assert "sudah ditarik" in client.get(path).text
    Invitation.objects.update(used_at=timezone.now())
    answer = client.get(path)
    assert (answer.status_code, "sudah dipakai" in answer.text) == (410, True)


def test_an_invitation_does_not_open_for_somebody_who_is_signed_in():
    path = invitation(make.person("Dewi"), make.user(INVITE))
    client = signed_in(make.user(ANSWER, name="Orang lain"))
    data = {"password1": make.PASSWORD, "password2": make.PASSWORD}
    answer = client.post(path, data)
    assert (answer.status_code, "untuk orang lain" in answer.text) == (403, True)
    assert not User.objects.filter(email="baru@contoh.go.id").exists()
