"""URLs under /kerja/rencana/: one module for each subject."""

from menuju.plans.urls import (
    alignment,
    books,
    compare,
    completeness,
    content,
    development,
    guidance,
    institutions,
    masterplans,
    programmes,
    remarks,
    roadmap,
    writing,
)

app_name = "plans"
urlpatterns = [
    *masterplans.urlpatterns,
    *guidance.urlpatterns,
    *completeness.urlpatterns,
    *institutions.urlpatterns,
    *programmes.urlpatterns,
    *roadmap.urlpatterns,
    *development.urlpatterns,
    *alignment.urlpatterns,
    *books.urlpatterns,
    *content.urlpatterns,
    *writing.urlpatterns,
    *remarks.urlpatterns,
    *compare.urlpatterns,
]
