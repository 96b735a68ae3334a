"""What the rehearsal offers on the page of its round."""

from dataclasses import dataclass

from django import template
from django.template import Context

from menuju.config.demo import stand_in
from menuju.config.demo.access import is_open_to
from menuju.rounds.models import Round

register = template.Library()


@dataclass(frozen=True, slots=True)
class Offer:
    """How much simulated people have left to do: assignments, and turns."""

    scores: int
    turns: int
    needs_panels: bool


@register.simple_tag(takes_context=True)
def rehearsal(context: Context, round_: Round) -> Offer | None:
    """What may be simulated here by the reader; None where nothing may."""
    request = context.get("request")
    if request is None or not is_open_to(request.user, round_):
        return None
    scores, turns, assigned = stand_in.left(round_)
    is_time = round_.phase == Round.Phase.ASSESSMENT
    return Offer(scores if is_time else 0, turns, is_time and not assigned)
