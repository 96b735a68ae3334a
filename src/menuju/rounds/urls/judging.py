"""The pages of the secretariat and the committee."""

from django.urls import URLPattern, path

from menuju.rounds.urls.region import REGION
from menuju.rounds.views import assignments, rounds, sessions

ROUND = "<slug:code>/"
ATTENDANCE = f"{REGION}kehadiran/"
PANEL = f"{REGION}panel/"

urlpatterns: list[URLPattern] = [
    path("", rounds.round_list, name="list"),
    path("baru", rounds.create, name="create"),
    path(ROUND, rounds.detail, name="detail"),
    path(f"{ROUND}aturan/", rounds.edit, name="edit"),
    path(f"{ROUND}fase/", rounds.advance, name="advance"),
    path(f"{ROUND}undangan/", rounds.invite, name="invite"),
    path(f"{ROUND}angka-kelayakan/", rounds.eligibility_figures, name="eligibility"),
    path(f"{ROUND}kehadiran/", sessions.attendance_list, name="attendance_list"),
    path(f"{ROUND}sesi-baru/", sessions.session_new, name="session_new"),
    path(f"{ROUND}sesi/<int:session>/giliran/", sessions.give_turns, name="give_turns"),
    path(f"{ROUND}penugasan/", assignments.assignments, name="assignments"),
    path(ATTENDANCE, sessions.attendance, name="attendance"),
    path(
        f"{ATTENDANCE}sanggahan/<int:objection>/", sessions.objection, name="objection"
    ),
    path(PANEL, assignments.panel, name="panel"),
    path(f"{PANEL}<slug:letter>/tarik/", assignments.withdraw, name="withdraw_panel"),
    path(
        f"{PANEL}konflik/<int:person>/<slug:kind>/", assignments.resolve, name="resolve"
    ),
    path(f"{REGION}tandai/", rounds.mark_absent, name="mark_absent"),
    path(f"{REGION}konflik/", assignments.declare, name="declare"),
]
