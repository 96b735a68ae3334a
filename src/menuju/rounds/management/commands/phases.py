"""Open the phases whose dated rule has come: ``menuju phases``, called each minute."""

from django.core.management import BaseCommand
from django.utils import timezone

from menuju.rounds.actions.phases import run_due


class Command(BaseCommand):
    help = "Open the phases whose dated rule has come, if their preconditions hold."

    def handle(self, **_options: object) -> None:
        for round_, open_ in run_due(timezone.now()):
            self.stdout.write(f"{round_}: {'; '.join(open_) or round_.phase}")
