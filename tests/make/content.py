"""The typed content of a masterplan version, one of each kind."""

from decimal import Decimal

from menuju.plans.actions import content
from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    ReadinessPoint,
    SwotPoint,
    Target,
)

VALUES = {
    ContextFigure: {
        "label": "Penduduk",
        "value": Decimal(655178),
        "unit": "jiwa",
        "year": 2018,
        "source": "BPS Kota Balikpapan",
    },
    ReadinessPoint: {
        "pillar": "structure",
        "component": "Pegawai TIK",
        "present": "12 orang",
        "wanted": "20 orang",
        "gap": "8 orang",
    },
    SwotPoint: {"kind": "strength", "text": "Jaringan serat optik"},
    Target: {
        "text": "Izin selesai dalam sehari",
        "indicator": "Lama izin",
        "unit": "hari",
        "baseline": Decimal(5),
        "baseline_year": 2018,
        "goal_value": Decimal("1.5"),
        "goal_year": 2024,
    },
    ActionPlan: {
        "kind": "people",
        "title": "Pelatihan analis data",
        "part": "governance",
        "first_year": 2019,
        "last_year": 2021,
    },
}


def content_of(version, element, *, by, **changes):
    """An element of this kind at the end of its list, added by ``by``."""
    return content.add(version, element, by=by, **VALUES[element] | changes)
