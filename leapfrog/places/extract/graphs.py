"""Writes the roads as two graphs: of junctions, which is quick, and of turns, which is right."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from leapfrog.places.extract.junctions import Piece, pieces_of
from leapfrog.places.extract.model import ReadExtract
from leapfrog.places.extract.turns import Turns, turns_of
from leapfrog.places.roads.arrays import write_arrays


def write_roads(extract: ReadExtract, path: Path) -> int:
    """Writes the file of the roads; answers how many junctions they have. What cannot be reached
    from the rest of the town and left again is left out.
    """
    pieces = pieces_of(extract)
    turns = turns_of(pieces, extract.restrictions, extract.signals)
    kept = _largest_part(len(pieces), turns)
    number = np.full(len(pieces), -1)
    number[kept] = np.arange(len(kept))
    arrays = _pieces([pieces[one] for one in kept], number) | _turns(turns, number, len(kept))
    write_arrays(path, arrays)
    return int(arrays["junctions"].shape[0])


def _largest_part(count: int, turns: Turns) -> Any:
    """The numbers of the pieces in the largest part of which each leads to each other."""
    if not count:
        return np.zeros(0, int)
    graph = csr_array((np.ones(len(turns.start)), (turns.start, turns.end)), (count, count))
    _, part = connected_components(graph, connection="strong")
    return np.flatnonzero(part == np.bincount(part).argmax())


def _pieces(pieces: Sequence[Piece], number: Any) -> dict[str, Any]:
    """`start`, `end`: numbers of `junctions` (latitude, longitude); of piece n the line is `line`
    from `line_at[n]` up to `line_at[n + 1]`.
    """
    ids = [one for piece in pieces for one in (piece.start, piece.end)]
    junctions, ends = np.unique(np.array(ids, np.int64), return_inverse=True)
    ends = ends.reshape(-1, 2)
    where = {piece.start: (piece.lats[0], piece.lons[0]) for piece in pieces}
    where |= {piece.end: (piece.lats[-1], piece.lons[-1]) for piece in pieces}
    points = [pair for piece in pieces for pair in zip(piece.lats, piece.lons, strict=True)]
    twins = np.array([piece.twin for piece in pieces], int)
    return {
        "junctions": np.array([where[int(one)] for one in junctions], float).reshape(-1, 2),
        "start": ends[:, 0].astype(np.int32),
        "end": ends[:, 1].astype(np.int32),
        "seconds": np.array([piece.seconds for piece in pieces], float),
        "metres": np.array([piece.metres for piece in pieces], float),
        "twin": np.where(twins < 0, -1, number[twins] if len(twins) else twins).astype(np.int32),
        "line": np.array(points, float).reshape(-1, 2),
        "line_at": np.cumsum([0, *(len(piece.lats) for piece in pieces)]).astype(np.int64),
    }


def _turns(turns: Turns, number: Any, count: int) -> dict[str, Any]:
    """Of piece n the turns are those from `turn_at[n]` up to `turn_at[n + 1]`."""
    kept = (number[turns.start] >= 0) & (number[turns.end] >= 0) if count else slice(0)
    start, end = number[turns.start[kept]], number[turns.end[kept]]
    return {
        "turn_at": np.searchsorted(start, np.arange(count + 1)).astype(np.int32),
        "turn_into": end.astype(np.int32),
        "turn_seconds": turns.seconds[kept].astype(float),
    }
