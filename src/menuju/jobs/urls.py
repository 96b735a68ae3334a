"""URLs of the jobs slice."""

from django.urls import path

from menuju.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:pk>/", views.show, name="job"),
]
