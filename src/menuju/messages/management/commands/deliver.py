"""Send what waits in the outbox, once; `menuju work` does it all the time."""

from argparse import ArgumentParser

from django.core.management import BaseCommand

from menuju.messages.actions import build_digests, deliver, queue_again


class Command(BaseCommand):
    help = "Send the mail that is due, and the day's digests. Safe to run at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="also what was given up before"
        )

    def handle(self, *, again: bool, **_options: object) -> None:
        if again:
            self.stdout.write(f"{queue_again()} queued again")
        built, sent, delayed, given_up = build_digests(), 0, 0, 0
        while any(vars(tally := deliver()).values()):
            sent += tally.sent
            delayed += tally.delayed
            given_up += tally.given_up
        self.stdout.write(
            f"{sent} sent, {delayed} delayed, {given_up} given up, {built} digests"
        )
