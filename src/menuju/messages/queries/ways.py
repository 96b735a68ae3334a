"""How people want to be told."""

from collections.abc import Iterable

from menuju.messages.models import USUAL, Group, Preference, Way


def ways_of(user_pk: int) -> dict[Group, Way]:
    """The way of each group that may be chosen, for one person. One query."""
    chosen = dict(Preference.objects.filter(user=user_pk).values_list("group", "way"))
    return {
        group: Way(chosen.get(group, usual))
        for group, usual in USUAL.items()
        if group != Group.OFFICIAL
    }


def chosen_for(group: Group, users: Iterable[int]) -> dict[int, Way]:
    """Whoever chose a way for this group, by the key of the account. One query."""
    if group == Group.OFFICIAL:
        return {}
    rows = Preference.objects.filter(group=group, user__in=users)
    return {user: Way(way) for user, way in rows.values_list("user", "way")}
