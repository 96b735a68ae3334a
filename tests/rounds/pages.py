"""Where the pages of a round are, and what a region sends to them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import make


def at(name, part, *more):
    return reverse(f"rounds:{name}", args=[part.round.code, part.region_id, *more])


def of_round(name, round_, *more):
    return reverse(f"rounds:{name}", args=[round_.code, *more])


def file(content=None, name="SK-tim.pdf"):
    content = make.pdf() if content is None else content
    return SimpleUploadedFile(name, content)


def save(client, part, action="continue", item="sdm-1", **data):
    fields = {"version": 0, "level": "3", "narrative": "Ada SK.", "action": action}
    return client.post(at("item", part, item), fields | data)
