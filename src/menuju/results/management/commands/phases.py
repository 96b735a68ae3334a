"""Open what is due: phases by their dated rule, sealed results at their time."""

from django.core.management import BaseCommand
from django.utils import timezone

from menuju.results.actions import open_due
from menuju.rounds.actions.phases import run_due


class Command(BaseCommand):
    help = "Open phases and sealed results whose time has come; call it each minute."

    def handle(self, **_options: object) -> None:
        for round_, open_ in run_due(timezone.now()):
            self.stdout.write(f"{round_}: {'; '.join(open_) or round_.phase}")
        for release, kept in open_due():
            self.stdout.write(f"{release}: {'; '.join(kept) or 'terbuka / open'}")
