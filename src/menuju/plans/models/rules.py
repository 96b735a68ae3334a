"""The rules of completeness that a guide may name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleCode(models.TextChoices):
    """Code and title. Each has a check in ``queries.completeness``.

    A guide that names another code is refused when it is loaded: nothing that somebody
    counts upon goes unchecked in silence.
    """

    PROGRAMME_HAS_GOAL = "programme-has-goal", _("Program melayani tujuan pembangunan")
    PROGRAMME_HAS_OWNER = "programme-has-owner", _("Program punya penanggung jawab")
    PROGRAMME_HAS_INDICATOR = (
        "programme-has-indicator",
        _("Program punya indikator dengan nilai awal dan target"),
    )
    PROGRAMME_HAS_BUDGET = "programme-has-budget", _("Program punya anggaran")
    PROGRAMME_WITHIN_HORIZON = (
        "programme-within-horizon",
        _("Program berjalan dalam jangkanya"),
    )
    PROGRAMME_NAMES_SERVICE = (
        "programme-names-service",
        _("Program menyebut layanan publik yang diperbaiki"),
    )
    PART_HAS_STRATEGY = "part-has-strategy", _("Setiap subdimensi punya strategi")
    QUICK_WIN_WITHIN_A_YEAR = (
        "quick-win-within-a-year",
        _("Quick win selesai pada waktunya"),
    )
    BUDGETS_ADD_UP = "budgets-add-up", _("Anggaran cocok dengan tahun dan jangka")
    CHAPTER_IS_WRITTEN = "chapter-is-written", _("Setiap bab sudah ditulis")
    BODIES_HAVE_DECREES = (
        "bodies-have-decrees",
        _("Lembaga punya surat keputusan"),
    )
    COMMITMENTS_ARE_SIGNED = (
        "commitments-are-signed",
        _("Lembar komitmen ditandatangani"),
    )
