"""Regions of the real map, with their agencies and offices."""

from menuju.regions.models import Agency, IslandGroup, Office, Province, Rank, Region

KNOWN = {
    "64.71": ("Kota Balikpapan", "Kalimantan Timur", IslandGroup.KALIMANTAN, 738532),
    "64.72": ("Kota Samarinda", "Kalimantan Timur", IslandGroup.KALIMANTAN, 868499),
    "64.09": ("Kabupaten Penajam Paser Utara", "Kalimantan Timur", "kalimantan", 1),
    "35.07": ("Kabupaten Malang", "Jawa Timur", IslandGroup.JAWA, 2703175),
    "35.71": ("Kota Kediri", "Jawa Timur", IslandGroup.JAWA, 298820),
    "12.12": ("Kabupaten Toba Samosir", "Sumatera Utara", IslandGroup.SUMATERA, 1),
}


def region(code="64.71", **changes):
    """A region that is known here by its code; the same one if asked again."""
    name, province, island_group, population = KNOWN[code]
    kind, short_name = name.split(" ", 1)
    home, _ = Province.objects.get_or_create(
        code=code[:2], defaults={"name": province, "island_group": island_group}
    )
    defaults = {
        "name": name,
        "short_name": short_name,
        "kind": kind.lower(),
        "province": home,
        "population": population,
    }
    return Region.objects.get_or_create(code=code, defaults=defaults | changes)[0]


def agency(region, kind=Agency.Kind.DISKOMINFO, **changes):
    names = {"diskominfo": "Dinas Komunikasi dan Informatika", "bappeda": "Bappeda"}
    name = names.get(kind, Agency.Kind(kind).label)
    defaults = {"kind": kind, "short_name": Agency.Kind(kind).value.capitalize()}
    return Agency.objects.get_or_create(
        region=region, name=name, defaults=defaults | changes
    )[0]


def office(region, rank=Rank.HEAD, agency=None, **changes):
    title = f"{Rank(rank).label}{f' {agency}' if agency else ''}"
    return Office.objects.get_or_create(
        region=region, title=title, defaults={"rank": rank, "agency": agency} | changes
    )[0]
