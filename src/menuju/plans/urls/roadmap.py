"""The roadmap of a masterplan version."""

from django.urls import path

from menuju.plans.views import roadmap

HERE = "masterplan/<int:pk>/peta-jalan/"

urlpatterns = [
    path(HERE, roadmap.roadmap, name="roadmap"),
    path(f"{HERE}gambar.svg", roadmap.picture, name="roadmap-picture"),
    path(f"{HERE}unduh/<slug:form>/", roadmap.download, name="roadmap-file"),
]
