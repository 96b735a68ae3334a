"""The style guide: every component on one page, for the people who build this product."""

from django.urls import path

from menuju.web import views

app_name = "web"
urlpatterns = [path("gaya/", views.style_guide, name="style_guide")]
