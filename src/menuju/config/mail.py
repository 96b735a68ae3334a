"""One address says how mail leaves: ``smtp+tls://user:password@host:587``."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """How mail leaves. The password is in no ``repr``, so in no log."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    begins_tls: bool = False
    is_tls: bool = False


def mail_settings(address: str) -> Mail:
    """What ``console://`` or an SMTP address says.

    ``smtp`` speaks openly (a relay on the same machine), ``smtp+tls`` begins TLS, ``smtps``
    is TLS from the first byte. Special characters of the password are percent-encoded.
    What cannot be read is refused without being repeated: it may hold a password.
    """
    parts = urlsplit(address)
    if parts.scheme == "console":
        return Mail(f"{BACKENDS}.console.EmailBackend")
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not (port and parts.hostname):
        raise ImproperlyConfigured(
            "EMAIL_URL is not readable. Write console:// or "
            "smtp+tls://user:password@host:587 (also smtp:// and smtps://), special "
            "characters of the password percent-encoded."
        )
    return Mail(
        f"{BACKENDS}.smtp.EmailBackend",
        parts.hostname,
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == "smtp+tls",
        parts.scheme == "smtps",
    )
