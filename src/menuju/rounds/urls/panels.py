"""The pages around who judges whom: pool, proposals, tables, workload, reminders."""

from django.urls import URLPattern, path, re_path

from menuju.rounds.urls.region import REGION
from menuju.rounds.views import (
    assignments,
    panel_table,
    pool,
    proposals,
    reminders,
    workload,
)

ROUND = "<slug:code>/"
POOL = f"{ROUND}asesor/"
TABLE = r"\.(?P<ending>csv|xlsx)$"

urlpatterns: list[URLPattern] = [
    path(POOL, pool.pool, name="pool"),
    path(f"{POOL}tambah/", pool.take_in, name="pool_add"),
    path(f"{POOL}tabel/", pool.table, name="pool_table"),
    path(f"{ROUND}asesor.xlsx", pool.download, name="pool_download"),
    path(f"{POOL}<int:person>/", pool.member, name="pool_member"),
    path(f"{POOL}<int:person>/keluar/", pool.leave, name="pool_leave"),
    path(f"{ROUND}penugasan/usulan/", proposals.new, name="proposal_new"),
    path(f"{ROUND}penugasan/usulan/<int:key>/", proposals.proposal, name="proposal"),
    path(f"{ROUND}penugasan/tabel/", panel_table.table, name="panel_table"),
    re_path(
        rf"^(?P<code>[-\w]+)/penugasan{TABLE}",
        panel_table.download,
        name="panel_download",
    ),
    path(f"{ROUND}beban/", workload.workload, name="workload"),
    re_path(
        rf"^(?P<code>[-\w]+)/beban{TABLE}", workload.download, name="workload_download"
    ),
    path(f"{ROUND}pengingat/", reminders.reminders, name="reminders"),
    path(f"{ROUND}pengingat/<int:key>/", reminders.reminder, name="reminder"),
    path(f"{REGION}panel/jangkar/", assignments.anchor, name="anchor"),
]
