"""Masterplans and their versions. Every page of a version begins with ``VERSION``."""

from django.urls import path

from menuju.plans.views import masterplans

VERSION = "masterplan/<int:pk>/"

urlpatterns = [
    path("", masterplans.index, name="list"),
    path("masterplan/baru/", masterplans.choose_region, name="begin-where"),
    path("masterplan/baru/<str:code>/", masterplans.begin, name="begin"),
    path(VERSION, masterplans.detail, name="masterplan"),
    path(f"{VERSION}versi-baru/", masterplans.new_version, name="new-version"),
    path(f"{VERSION}acuan/", masterplans.follow, name="follow"),
]
