"""What the browser hears back: signing in, one's account, invitations, people."""

import pytest
from django.http import Http404

from menuju.accounts import access
from menuju.accounts.models import User
from menuju.config.demo.cards import CARDS
from tests import make
from tests.accounts.pages import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


def demo_user(card):
    person = make.person(card.name)
    return User.objects.create_user(card.email, card.password, person=person)


def test_demo_cards_sign_in_with_one_click_in_a_demo(client, settings):
    settings.DEMO, settings.DEMO_CARDS = True, CARDS
    user = demo_user(CARDS[0])
    assert CARDS[0].role_id in client.get("/masuk/").text
    assert client.post("/masuk/demo/", {"card": CARDS[0].key}).url == "/kerja/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unknown_card_opens_nothing(client, settings):
    settings.DEMO, settings.DEMO_CARDS = True, CARDS
    assert client.post("/masuk/demo/", {"card": "presiden"}).status_code == 404
    assert not is_signed_in(client)


def test_outside_a_demo_there_are_no_cards_and_no_way_in_by_them(client, settings):
    settings.DEMO, settings.DEMO_CARDS = False, CARDS
    demo_user(CARDS[0])
    assert CARDS[0].role_id not in client.get("/masuk/").text
    assert client.post("/masuk/demo/", {"card": CARDS[0].key}).status_code == 404
    assert not is_signed_in(client)


def test_the_way_in_by_cards_is_shut_outside_a_demo_even_if_a_card_were_found(
    client, settings, monkeypatch
):
    settings.DEMO, settings.DEMO_CARDS = False, CARDS
    demo_user(CARDS[0])
    monkeypatch.setattr(access, "demo_card", lambda _key: CARDS[0])
    assert client.post("/masuk/demo/", {"card": CARDS[0].key}).status_code == 404
    assert not is_signed_in(client)


def test_no_card_is_found_outside_a_demo(settings):
    settings.DEMO, settings.DEMO_CARDS = False, CARDS
    with pytest.raises(Http404):
        access.demo_card(CARDS[0].key)
    settings.DEMO = True
    assert access.demo_card(CARDS[0].key) == CARDS[0]


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_public_password_of_a_card_opens_its_account_in_a_demo_only(
    client, settings, is_demo
):
    settings.DEMO, settings.DEMO_CARDS = is_demo, CARDS if is_demo else []
    user = demo_user(CARDS[0])

    answer = sign_in(client, user, CARDS[0].password)

    assert answer.url == ("/kerja/" if is_demo else "/masuk/nonaktif/")
    assert is_signed_in(client) is is_demo
