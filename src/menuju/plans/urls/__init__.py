"""URLs under /kerja/rencana/: one module for each subject."""

from menuju.plans.urls import alignment, development, masterplans

app_name = "plans"
urlpatterns = [
    *masterplans.urlpatterns,
    *development.urlpatterns,
    *alignment.urlpatterns,
]
