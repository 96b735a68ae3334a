"""Rules, dry runs, simulations and the board of a selection."""

from django.urls import path

from menuju.results.views import board, policy, replacements, rules

urlpatterns = [
    path("<slug:round_code>/papan/", board.board, name="board"),
    path("<slug:round_code>/papan/hitung/", board.simulate, name="simulate"),
    path("<slug:round_code>/papan.<slug:kind>", board.export, name="board-export"),
    path("<slug:round_code>/aturan/", rules.rules, name="rules"),
    path(
        "<slug:round_code>/aturan/<int:number>/terbitkan/",
        rules.publish,
        name="rules-publish",
    ),
    path("<slug:round_code>/simulasi/", policy.policy, name="policy"),
    path("<slug:round_code>/uji-coba/", policy.dry_runs, name="dry-runs"),
    path("<slug:round_code>/uji-coba/<int:pk>/", policy.show_run, name="dry-run"),
    path(
        "<slug:round_code>/penggantian/",
        replacements.replacements,
        name="replacements",
    ),
    path(
        "<slug:round_code>/penggantian/<int:pk>/tetapkan/",
        replacements.decide,
        name="replacement-decide",
    ),
]
