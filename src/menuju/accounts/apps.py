"""The accounts slice as a Django application."""

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver", ""}
DEMO_SECRET = "demo-only-"  # noqa: S105 - how the settings begin the key of a demo


class AccountsConfig(AppConfig):
    name = "menuju.accounts"

    def ready(self) -> None:
        """Refuse to start a demo, whose passwords are public, on what may be in use."""
        checks.register(demo_stays_at_home, checks.Tags.security)
        if problems := demo_stays_at_home():
            raise ImproperlyConfigured(" ".join(problem.msg for problem in problems))


def demo_stays_at_home(**_: object) -> list[checks.CheckMessage]:
    """Errors for everything in the settings of a demo that looks like production."""
    if not settings.DEMO:
        return []
    host = str(settings.DATABASES["default"].get("HOST", ""))
    found = {
        "DATABASE_URL": host not in LOCAL_HOSTS and not host.startswith("/"),
        "ALLOWED_HOSTS": bool(set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS),
        "SECRET_KEY": not settings.SECRET_KEY.startswith(DEMO_SECRET),
    }
    return [
        checks.Error(
            f"MENUJU_DEMO=1 opens accounts with public passwords, but {name} looks like "
            f"a real installation: unset one of the two.",
            id="accounts.E001",
        )
        for name, is_real in found.items()
        if is_real
    ]
