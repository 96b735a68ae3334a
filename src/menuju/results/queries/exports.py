"""A region's result as rows and as JSON, each figure with where it comes from."""

from typing import Any

from menuju.results.queries.pages import ResultPage
from menuju.rounds.queries.tables import inert

COLUMNS = (
    "region_code",
    "round",
    "instrument",
    "version",
    "node",
    "title",
    "value",
    "scale_min",
    "scale_max",
    "weight",
    "applies",
    "provenance",
)


def rows(page: ResultPage) -> list[dict[str, Any]]:
    """One row for each node, unrounded; an unknown value is empty, not 0."""
    result, tree = page.result, page.tree
    head = {
        "region_code": result.participation.region_id,
        "round": result.participation.round.code,
        "instrument": tree.code,
        "version": tree.label,
    }
    return [
        {
            **head,
            "node": row.node.code,
            "title": inert(str(row.node.title)),
            "value": "" if row.value is None else repr(row.value),
            "scale_min": str(tree.scale.min),
            "scale_max": str(tree.scale.max),
            "weight": repr(row.weight),
            "applies": row.applies,
            "provenance": result.provenance,
        }
        for row in page.rows
    ]


def document(page: ResultPage) -> dict[str, Any]:
    """The whole result, with the hashes that tie it to its inputs."""
    result, release = page.result, page.result.release
    return {
        "region": {
            "code": result.participation.region_id,
            "name": result.participation.region.name,
        },
        "round": result.participation.round.code,
        "instrument": {
            "code": page.tree.code,
            "version": page.tree.label,
            "sha256": release.instrument_hash,
        },
        "scale": [str(page.tree.scale.min), str(page.tree.scale.max)],
        "score": result.score,
        "peers": page.peers,
        "outcome": result.participation.outcome if release.published_at else "",
        "nodes": result.nodes,
        "release": {
            "sha256": release.digest,
            "inputs_sha256": release.freeze.digest,
            "engine": release.engine,
            "computed_at": release.computed_at.isoformat(),
        },
        "provenance": result.provenance,
        "source": result.source,
    }
