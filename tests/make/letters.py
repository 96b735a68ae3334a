"""A decided round whose letters can be written, and the people around them."""

from menuju.accounts.models import Capability
from menuju.results.actions import letters
from menuju.results.models import Decision, Letter, Letterhead
from menuju.results.queries.why import why_of
from tests.make.results import judged, official, published

FOUR = {
    "64.71": judged("2", "2", "2"),
    "64.72": judged("3", "2", "2"),
    "64.74": judged("4", "4", "3"),
    "64.01": judged("1", "1", "1"),
}


def letterhead(round_, **fields):
    """A head whose numbers read B.1/SC/III/2019."""
    values = {
        "institution_id": "Sekretariat Contoh",
        "institution_en": "Example Secretariat",
        "place": "Jakarta",
        "number_pattern": "B.{number}/SC/{month}/{year}",
        "signatory_name": "Pejabat Contoh",
        "signatory_office_id": "Ketua Sekretariat",
        "signatory_office_en": "Head of the Secretariat",
        "copies": "Gubernur\nArsip",
    }
    return Letterhead.objects.create(round=round_, **values | fields)


def decided(regions=None, selected=("64.74",), **fields):
    """A decision that was published, with its letterhead."""
    release = published(regions or FOUR, selected=selected, **fields)
    if not Letterhead.objects.filter(round=release.round).exists():
        letterhead(release.round)
    return fresh_decision(release)


def fresh_decision(release):
    return Decision.objects.select_related(
        "release__round__instrument_version", "release__freeze", "rules"
    ).get(release=release)


def letter_writer(name="Penulis Surat"):
    return official(name, Capability.WRITE_LETTERS)


def letter_approver(name="Penyetuju Surat"):
    return official(name, Capability.APPROVE_LETTERS)


def drafted(decision=None, region="64.71", by=None):
    """A letter as the data wrote it."""
    decision = decision or decided()
    by = by or letter_writer(f"Penulis {Letter.objects.count()}")
    return letters.draft(decision, why_of(decision, region), by)


def approved(decision=None, region="64.71", by=None):
    """A letter that was read and approved."""
    made = drafted(decision, region)
    by = by or letter_approver(f"Penyetuju {made.pk}")
    letters.leave_as_written(made, by, version=0)
    return letters.approve(made, by, version=0)


def sent(decision=None, region="64.71", by=None):
    """A letter that reached its region."""
    made = approved(decision, region, by)
    return letters.send(made, letter_writer(f"Pengirim {made.pk}"))
