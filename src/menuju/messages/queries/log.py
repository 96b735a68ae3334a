"""What went out: for those who look after it. Subjects and states, never the words."""

from django.db.models import Count, QuerySet

from menuju.messages.models import Group, Mail, Notification


def delivery_log(
    group: Group | None = None, state: Mail.State | None = None
) -> QuerySet[Notification]:
    """Every message with its mail, the latest first; narrowed to a group or a state.

    Whoever shows it decides who may see it, and selects the names of the recipients.
    """
    rows = Notification.objects.select_related("mail", "recipient").order_by("-pk")
    if group:
        rows = rows.filter(group=group)
    if state:
        rows = rows.filter(mail__state=state)
    return rows.defer("body")


def standings_of() -> dict[Mail.State, int]:
    """How many mails are in each state; states without a mail are there with 0."""
    rows = Mail.objects.order_by().values_list("state").annotate(n=Count("pk"))
    counted = dict(rows)
    return {state: counted.get(state, 0) for state in Mail.State}
