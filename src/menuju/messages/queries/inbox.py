"""What waits in somebody's inbox."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from menuju.messages.models import Notification


def unread_of(account: str) -> Coalesce:
    """How many messages are unread, to annotate a query that reads accounts anyway.

    ``account`` is the path to the key of the account. Its own index answers it.
    """
    waiting = Notification.objects.filter(recipient=OuterRef(account), read_at=None)
    counted = waiting.order_by().values("recipient").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
