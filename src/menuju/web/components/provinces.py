"""Where each province stands in the tile map: two letters, name, row, column.

Every province is one tile, so that small islands stay visible; codes of the ministry of home affairs.
"""

from typing import NamedTuple


class Tile(NamedTuple):
    letters: str
    name: str
    row: int
    column: int


TILES = {
    "11": Tile("AC", "Aceh", 1, 1),
    "12": Tile("SU", "Sumatera Utara", 2, 2),
    "13": Tile("SB", "Sumatera Barat", 3, 2),
    "14": Tile("RI", "Riau", 2, 3),
    "15": Tile("JA", "Jambi", 3, 3),
    "16": Tile("SS", "Sumatera Selatan", 4, 4),
    "17": Tile("BE", "Bengkulu", 4, 3),
    "18": Tile("LA", "Lampung", 5, 4),
    "19": Tile("BB", "Kepulauan Bangka Belitung", 3, 5),
    "21": Tile("KR", "Kepulauan Riau", 2, 5),
    "31": Tile("JK", "DKI Jakarta", 5, 6),
    "32": Tile("JB", "Jawa Barat", 6, 6),
    "33": Tile("JT", "Jawa Tengah", 6, 7),
    "34": Tile("YO", "DI Yogyakarta", 7, 7),
    "35": Tile("JI", "Jawa Timur", 6, 8),
    "36": Tile("BT", "Banten", 6, 5),
    "51": Tile("BA", "Bali", 6, 9),
    "52": Tile("NB", "Nusa Tenggara Barat", 6, 10),
    "53": Tile("NT", "Nusa Tenggara Timur", 6, 11),
    "61": Tile("KB", "Kalimantan Barat", 2, 7),
    "62": Tile("KT", "Kalimantan Tengah", 2, 8),
    "63": Tile("KS", "Kalimantan Selatan", 3, 8),
    "64": Tile("KI", "Kalimantan Timur", 2, 9),
    "65": Tile("KU", "Kalimantan Utara", 1, 9),
    "71": Tile("SA", "Sulawesi Utara", 2, 12),
    "72": Tile("ST", "Sulawesi Tengah", 3, 11),
    "73": Tile("SN", "Sulawesi Selatan", 4, 10),
    "74": Tile("SG", "Sulawesi Tenggara", 4, 11),
    "75": Tile("GO", "Gorontalo", 2, 11),
    "76": Tile("SR", "Sulawesi Barat", 3, 10),
    "81": Tile("MA", "Maluku", 4, 13),
    "82": Tile("MU", "Maluku Utara", 2, 13),
    "91": Tile("PA", "Papua", 3, 16),
    "92": Tile("PB", "Papua Barat", 3, 15),
    "93": Tile("PS", "Papua Selatan", 5, 16),
    "94": Tile("PT", "Papua Tengah", 4, 15),
    "95": Tile("PP", "Papua Pegunungan", 4, 16),
    "96": Tile("PD", "Papua Barat Daya", 3, 14),
}
