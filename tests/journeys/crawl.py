"""Visit the built demo world as everybody, and report what each page costs.

Run as a program, with the environment of the demo: it prints one JSON line per page. It
follows the links of each page, a few of each kind, as every sign-in card and as a visitor.
"""

import gzip
import json
import os
import re
import sys
from collections import Counter, deque

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "menuju.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from menuju.accounts.models import User  # noqa: E402

LINK = re.compile(r'(?:href|src)="(/[^"#]*)"')
OF_A_KIND = 3
"""How many addresses that differ only in codes and numbers are visited by each person."""
SKIPPED = ("/static/", "/keluar/", "/en/keluar/")
MOST = 400


def kind_of(path: str) -> str:
    """The address with everything that names a record taken out."""
    path = re.sub(r"\d\d\.\d\d(-[-a-z]+)?", "R", path)
    path = re.sub(
        r"(komitmen|sdm|aparatur|infrastruktur|suprastruktur)(-\w+)*", "I", path
    )
    return re.sub(r"(?<==)[^&]+|\d+", "N", path)


def crawl(name: str, client: Client, starts: list[str]) -> None:
    seen, kinds, queue = set(starts), Counter(), deque(starts)
    visited = 0
    while queue and visited < MOST:
        path = queue.popleft()
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > OF_A_KIND:
            continue
        visited += 1
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(path, headers={"accept-language": "id"})
            body = (
                b"".join(response.streaming_content)
                if response.streaming
                else response.content
            )
        asked = [
            q["sql"]
            for q in captured
            if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
        ]
        print(
            json.dumps(
                {
                    "who": name,
                    "path": path,
                    "status": response.status_code,
                    "queries": len(asked),
                    "bytes": len(gzip.compress(body)),
                    "type": response.headers.get("Content-Type", ""),
                }
            ),
            flush=True,
        )
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        for found in LINK.findall(body.decode()):
            link = found.replace("&amp;", "&")
            if link not in seen and not link.startswith(SKIPPED):
                seen.add(link)
                queue.append(link)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    wanted = set(sys.argv[1:])
    starts = ["/", "/kerja/", "/en/"]
    for card in settings.DEMO_CARDS:
        if wanted and card.key not in wanted:
            continue
        client = Client(raise_request_exception=False)
        client.force_login(
            User.objects.get(email=card.email), settings.AUTHENTICATION_BACKENDS[0]
        )
        crawl(card.key, client, starts)
    if not wanted or "visitor" in wanted:
        crawl(
            "visitor", Client(raise_request_exception=False), ["/", "/en/", "/kerja/"]
        )


if __name__ == "__main__":
    main()
