"""Nothing of an approved or published version is written, through whatever door."""

import re
import uuid

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import paragraphs
from menuju.plans.actions.comments import comment
from menuju.plans.actions.suggestions import suggest
from menuju.plans.models.markup import read
from menuju.plans.queries.approvals import text_now
from menuju.plans.urls import urlpatterns
from menuju.plans.urls.masterplans import VERSION
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db
SAMPLES = ("program", "xlsx", "1", str(uuid.UUID(int=1)))
NOT_OF_THE_VERSION = {
    "approval-take-back": "one's own only; refused once published, in test_publication",
    "new-version": "begins another version",
    "books-make": "makes a file of what is there",
    "mentor-assign": "mentors belong to the masterplan",
    "mentor-end": "mentors belong to the masterplan",
    "session-edit": "sessions belong to the masterplan",
    "session-attend": "sessions belong to the masterplan",
    "session-attend-remove": "sessions belong to the masterplan",
    "session-close": "sessions belong to the masterplan",
    "session-reopen": "sessions belong to the masterplan",
    "output-deliver": "sessions belong to the masterplan",
    "output-take-back": "sessions belong to the masterplan",
}


OF_A_BODY = {"body", "body-remove", "member-add"}


def of_a_version():
    """The pages of a version, by name and what their addresses ask for."""
    for one in urlpatterns:
        if str(one.pattern).startswith(VERSION) and one.name not in NOT_OF_THE_VERSION:
            yield one.name, one.pattern.converters


def sample(converter):
    """Something that this part of an address may be."""
    choices = converter.regex.split("|")
    return next(
        one for one in (*SAMPLES, *choices) if re.fullmatch(converter.regex, one)
    )


def address(version, name, converters, real):
    given = {
        param: converter.to_python(sample(converter))
        for param, converter in converters.items()
    }
    given |= {param: real[param] for param in real.keys() & given.keys()}
    if name in OF_A_BODY:
        given["kind"] = "dewan"
    return reverse(f"plans:{name}", kwargs=given | {"pk": version.pk})


def with_one_of_everything(version):
    """What the addresses of a version name: the numbers of things that are there."""
    make.body(version)
    planner = make.planner(version.masterplan.region, name="Penulis")
    chapter = version.chapters.first()
    words = read("text", "Kota ini nyaman.")
    paragraph = paragraphs.add(chapter, words, by=planner)
    other = read("text", "Kota ini ramah.")
    suggestion = suggest(paragraph, other, seen=paragraph.version, by=planner)
    return {
        "row": make.sheet(version).pk,
        "comment": comment(paragraph, "Sumbernya?", by=planner).pk,
        "suggestion": suggestion.pk,
        "revision": paragraph.revisions.first().pk,
        "chapter": chapter.pk,
        "key": paragraph.key,
    }


def everybody_of(version):
    """Whoever could write: a planner who submits, the signatories' role, a mentor."""
    region = version.masterplan.region
    own = make.user(
        Capability.WRITE_PLANS,
        Capability.APPROVE_PLANS,
        Capability.SUBMIT,
        Capability.VIEW_REGION,
        name="Serba Bisa",
        region=region,
    )
    return own, version.masterplan.mentorships.get().person.account


@pytest.mark.parametrize("state", ["approved", "published"])
def test_every_door_that_writes_in_a_version_is_closed(client, state):
    is_approved = state == "approved"
    draft = guidance.free_version()
    real = with_one_of_everything(draft)
    ready = guidance.reviewed(draft)
    finish = guidance.approved if is_approved else guidance.published_plan
    version = finish(ready)
    text, doors, open_ones = text_now(version), 0, []
    for somebody in everybody_of(version):
        client.force_login(somebody)
        for name, converters in of_a_version():
            url = address(version, name, converters, real)
            if "POST" not in client.options(url).headers.get("Allow", ""):
                continue
            if is_approved and name == "publish":
                continue
            doors += 1
            status = client.post(url, {"sent": "1"}).status_code
            if status != 403:
                open_ones.append(f"{name}: {status}")

    assert not open_ones, open_ones
    assert doors > 10
    assert text_now(guidance.fresh(version)) == text


def test_a_door_is_open_while_the_version_is_written(client):
    version = guidance.free_version()
    guidance.mentor_of(version)
    client.force_login(make.planner())

    client.post(reverse("plans:review-ask", args=[version.pk]))

    assert guidance.fresh(version).state == "review"
