"""Made-up examples for the style guide; nothing here is stored or published."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from menuju.web.components.marks import STATES

MIDDLE = 3.12


def everything() -> dict[str, Any]:
    """What ``web/style_guide.html`` shows."""
    return figures() | charts() | people() | tasks()


def figures() -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "day": date(2022, 12, 28),
        "later": now + timedelta(days=9, hours=1),
        "near": now + timedelta(days=2, hours=3),
        "soon": now + timedelta(hours=5, minutes=30),
        "passed": now - timedelta(hours=3, minutes=10),
        "states": list(STATES),
        "record": SimpleNamespace(is_simulated=True, is_proposed=True),
        "page": Paginator(range(514), 50).page(4),
        "hash": "9f2c41ab" * 8,
    }


def charts() -> dict[str, Any]:
    return {
        "dimensions": [
            {
                "label": "Smart Environment",
                "value": 3.32,
                "before": 3.25,
                "low": 3.18,
                "high": 3.46,
                "median": 2.94,
            },
            {
                "label": "Smart Governance",
                "value": 3.2,
                "before": 3.17,
                "low": 3.06,
                "high": 3.34,
                "median": 3.02,
            },
            {"label": "Smart Living", "value": None, "median": 3.05},
        ],
        "parts": [
            {"label": "Baseline", "value": 3.2, "weight": 0.1},
            {"label": "Output", "value": 3.15, "weight": 0.2},
            {"label": "Outcome", "value": 3.1, "weight": 0.3},
            {"label": "Impact", "value": 2.95, "weight": 0.2},
            {"label": "Quick win", "value": 3.25, "weight": 0.2},
        ],
        "spread": [round(2.25 + (n * n % 97) / 60, 2) for n in range(99)] + [MIDDLE],
        "counts": {
            "11": 2,
            "12": 3,
            "32": 9,
            "33": 6,
            "35": 8,
            "64": 3,
            "73": 5,
            "91": 1,
        },
    }


def people() -> dict[str, Any]:
    offices = ("Kepala daerah", "Wakil kepala daerah", "Sekda", "Diskominfo", "Bappeda")
    states = ("absent", "present", "absent", "represented", "unconfirmed")
    return {
        "presences": [
            {"letter": office[0], "office": office, "status": state}
            for office, state in zip(offices, states, strict=True)
        ],
        "scores": {"A": 3, "B": 4, "C": 4},
        "apart": {"A": 1, "B": 3, "C": None},
        "steps": [
            {
                "when": "2017",
                "text": "Asesmen tahap I (kuota 25): belum terpilih.",
                "reached": False,
                "source": 2,
            },
            {
                "when": "2018",
                "text": "Asesmen tahap II (kuota 50): belum terpilih.",
                "reached": False,
                "source": 2,
            },
            {
                "when": "21 Februari 2019",
                "text": "Asesmen tahap III di Tangerang Selatan.",
                "date": date(2019, 2, 21),
                "simulated": True,
            },
        ],
    }


def tasks() -> dict[str, Any]:
    return {
        "tasks": [
            {
                "title": "SDM daerah",
                "url": "#main",
                "status": "complete",
                "count": "5 bukti",
            },
            {
                "title": "SDM aparatur",
                "url": "#main",
                "status": "evidence_missing",
                "detail": "Dikerjakan Dinas Kominfo",
                "count": "3 dari 5 bukti",
            },
            {"title": "Infrastruktur", "url": "#main", "status": "not_started"},
            {
                "title": "Periksa dan kirim",
                "url": "",
                "status": "blocked",
                "detail": "Setelah semua bagian selesai",
            },
        ],
    }
