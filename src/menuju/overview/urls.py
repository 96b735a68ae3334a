"""URLs of the overview slice."""

from django.urls import path

from menuju.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("pengiriman/", views.deliveries, name="deliveries"),
]
