"""Load the official list of provinces and regions."""

import csv
from pathlib import Path

from django.db import transaction

from menuju.regions.models import IslandGroup, Province, Region

DATA = Path(__file__).resolve().parents[1] / "data"
"""Codes and names of the Ministry of Home Affairs; see NOTICE for who compiled them."""

ISLAND_GROUPS = {
    "1": IslandGroup.SUMATERA,
    "2": IslandGroup.SUMATERA,
    "3": IslandGroup.JAWA,
    "5": IslandGroup.BALI_NUSA,
    "6": IslandGroup.KALIMANTAN,
    "7": IslandGroup.SULAWESI,
    "8": IslandGroup.MALUKU_PAPUA,
    "9": IslandGroup.MALUKU_PAPUA,
}
"""By the first digit of a province's code; 21 is Kepulauan Riau."""

FIGURES = ["area_km2", "population"]
PLACE = ["label_lat", "label_lon"]


@transaction.atomic
def load_reference() -> tuple[int, int]:
    """Make the 38 provinces and 514 regions; the numbers of both that are now stored.

    Safe to repeat: figures are brought up to date, while names and dates of validity
    stay, because a recorded succession knows better than the file.
    """
    Province.objects.bulk_create(
        [_province(row) for row in _rows("provinces.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FIGURES, "island_group"],
    )
    Region.objects.bulk_create(
        [_region(row) for row in _rows("regions.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FIGURES, *PLACE],
    )
    return Province.objects.count(), Region.objects.count()


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        name=row["name"],
        island_group=ISLAND_GROUPS[row["code"][0]],
        area_km2=row["area_km2"] or None,
        population=row["population"] or None,
    )


def _region(row: dict[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["type"].removesuffix("_administrasi"),
        province_id=row["province_code"],
        area_km2=row["area_km2"] or None,
        population=row["population"] or None,
        label_lat=float(row["label_lat"]) if row["label_lat"] else None,
        label_lon=float(row["label_lon"]) if row["label_lon"] else None,
    )
