"""URLs under /kerja/latihan/, which only a demo has."""

from django.urls import path

from menuju.config.demo import views

app_name = "rehearsal"
urlpatterns = [
    path("<slug:code>/nilai/", views.scores, name="scores"),
    path("<slug:code>/kehadiran/", views.attendance, name="attendance"),
]
