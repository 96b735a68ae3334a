"""Prepare a new installation: the map, the shipped roles, instruments and guides, one account."""

from argparse import ArgumentParser
from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from menuju.accounts.actions import load_capability_sets, open_first_account
from menuju.instruments.actions.shipped import load_shipped
from menuju.plans.actions.documents import load_shipped_plans
from menuju.regions.actions import load_reference


class Command(BaseCommand):
    help = "Load what every installation needs. With --email: open the first account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="Sekretariat", help="who will sign in")
        parser.add_argument("--email", default="", help="their e-mail address")

    def handle(self, *, name: str, email: str, **_options: object) -> None:
        provinces, regions = load_reference()
        sets, versions = load_capability_sets(), load_shipped()
        documents = load_shipped_plans()
        self.stdout.write(
            f"{provinces} provinces, {regions} regions, {len(sets)} roles, "
            f"{len(versions)} instruments, {len(documents)} frameworks and guides"
        )
        if not email:
            return
        try:
            open_first_account(name, email, getpass("Kata sandi / password: "))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{email}: /masuk/")
