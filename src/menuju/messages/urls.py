"""URLs of the inbox."""

from django.urls import path

from menuju.messages import views

app_name = "messages"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("semua-dibaca/", views.read_all, name="read_all"),
    path("pengaturan/", views.preferences, name="preferences"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/baca/", views.read, name="read"),
]
