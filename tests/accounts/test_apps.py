"""A demo never starts on what looks like a real installation."""

import pytest

from menuju.accounts.apps import demo_stays_at_home

FAR = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.go.id"}}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.SECRET_KEY = "demo-only-not-a-secret-xxx"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    return settings


def test_a_demo_on_this_machine_may_start(demo):
    assert demo.DEMO
    assert demo_stays_at_home() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", ["menuju.example.go.id"]),
        ("ALLOWED_HOSTS", ["*"]),
        ("SECRET_KEY", "long-and-random"),
    ],
)
def test_a_demo_that_looks_like_production_does_not_start(demo, name, value):
    setattr(demo, name, value)
    (problem,) = demo_stays_at_home()
    assert name in problem.msg
    assert problem.is_serious()


def test_a_demo_on_a_database_elsewhere_does_not_start(demo, monkeypatch):
    assert demo.DEMO
    monkeypatch.setattr("django.conf.settings.DATABASES", FAR)
    (problem,) = demo_stays_at_home()
    assert "DATABASE_URL" in problem.msg


def test_production_without_demo_may_look_like_production(demo):
    demo.DEMO = False
    demo.SECRET_KEY = "long-and-random"
    assert demo_stays_at_home() == []
