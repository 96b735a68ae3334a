"""The alignment of a masterplan version with its development plan."""

from django.urls import path

from menuju.plans.views import alignment, links

HERE = "masterplan/<int:pk>/keselarasan/"
LINK = f"{HERE}tautan/<int:link>/"

urlpatterns = [
    path(HERE, alignment.matrix, name="alignment"),
    path(f"{HERE}unduh/<slug:form>/", alignment.download, name="alignment-file"),
    path(f"{HERE}tujuan/<int:goal>/", links.of_goal, name="goal-links"),
    path(
        f"{HERE}unsur/<slug:kind>/<uuid:key>/", links.of_element, name="element-links"
    ),
    path(LINK, links.change, name="link"),
    path(f"{LINK}lepas/", links.remove, name="link-remove"),
]
