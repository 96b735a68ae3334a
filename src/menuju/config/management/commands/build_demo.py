"""Build the demo world: database, reference data, story, collected static files."""

import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from menuju.config.cli import demo_mark
from menuju.config.demo.telling import build


class Command(BaseCommand):
    help = "Build the demo world. Safe to run again: a finished world is left as it is."

    def handle(self, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo world is built only in demo mode: make demo")
        began = time.monotonic()
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        build(self.say)
        demo_mark().touch()
        call_command("collectstatic", interactive=False, verbosity=0)
        self.say(f"Selesai / done: {time.monotonic() - began:.0f} s")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
