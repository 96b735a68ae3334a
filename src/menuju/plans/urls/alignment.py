"""The alignment of a masterplan version with its development plan."""

urlpatterns: list[object] = []
