"""Where a version's pages are, and one that was published."""

from django.urls import reverse

from menuju.instruments import actions
from tests.make import instruments as make


def address(name, version, *more):
    return reverse(
        f"instruments:{name}", args=[version.instrument.code, version.label, *more]
    )


def published(children=None, **more):
    version = make.instrument_version(children, **more)
    proposer = make.instrument_author(name=f"Usul{version.pk}")
    second = make.instrument_author(name=f"Dua{version.pk}")
    proposed = actions.propose(version, by=proposer)
    return actions.publish(proposed, edition=proposed.edition, by=second)
