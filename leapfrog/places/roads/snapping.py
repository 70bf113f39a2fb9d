"""The nearest place on a road."""

from typing import Any

import msgspec
import numpy as np
from scipy.spatial import cKDTree

from leapfrog.places.errors import NoRoad
from leapfrog.places.model import EARTH_METRES

# Marks along the roads, by which those nearby are found: in metres, so many of them.
STEP, NEAREST = 25.0, 24
# What is farther away from all roads is on none.
FARTHEST = 1_000.0
# A road leads where somebody drives if it deviates by less than this.
ACROSS = 90.0


class Snapped(msgspec.Struct, frozen=True):
    """A place on a road: such a part (0 to 1) of a piece; `twin`: the piece that goes the other way
    there, -1 if nobody does or may; `metres`: how far it is from what was asked for.
    """

    piece: int
    part: float
    twin: int
    lat: float
    lon: float
    metres: float


class Snapper:
    """Finds places on the pieces of a network, given by its arrays."""

    def __init__(self, line: Any, line_at: Any, twin: Any) -> None:
        self._line_at, self._twin = line_at, twin
        middle = float(line[:, 0].mean()) if len(line) else 0.0
        north = np.radians(1) * EARTH_METRES
        self._scale = np.array([north, north * np.cos(np.radians(middle))])
        # Metres to the north and to the east: over a town the earth is flat.
        self._line = line * self._scale
        marks, self._piece_of = self._marks()
        self._tree = cKDTree(marks) if len(marks) else None

    def snap(self, lat: float, lon: float, heading: float | None) -> Snapped:
        """Raises `NoRoad` where there is none near, or none that leads there."""
        at = np.array([lat, lon]) * self._scale
        found = [self._project(piece, at) for piece in self._near(at)]
        if heading is not None:
            found = [one for one in found if self._leads(one, heading)]
        best = min(found, key=lambda one: (one.metres, one.piece), default=None)
        if best is None or best.metres > FARTHEST:
            raise NoRoad
        return msgspec.structs.replace(best, twin=-1) if heading is not None else best

    def _near(self, at: Any) -> list[int]:
        if self._tree is None:
            return []
        _, marks = self._tree.query(at, min(NEAREST, self._tree.n))
        return [int(piece) for piece in np.unique(self._piece_of[marks])]

    def _project(self, piece: int, at: Any) -> Snapped:
        line = self._line[self._line_at[piece] : self._line_at[piece + 1]]
        step, length = np.diff(line, axis=0), _lengths(line)
        along = ((at - line[:-1]) * step).sum(1) / np.maximum(length**2, 1e-12)
        feet = line[:-1] + np.clip(along, 0, 1)[:, None] * step
        away = np.hypot(*(feet - at).T)
        nearest = int(away.argmin())
        whole = float(length.sum())
        before = length[:nearest].sum() + np.clip(along[nearest], 0, 1) * length[nearest]
        lat, lon = feet[nearest] / self._scale
        return Snapped(
            piece=piece,
            part=float(before / whole) if whole else 0.0,
            twin=int(self._twin[piece]),
            lat=float(lat),
            lon=float(lon),
            metres=float(away[nearest]),
        )

    def _leads(self, one: Snapped, heading: float) -> bool:
        """Whether the piece goes that way there."""
        line = self._line[self._line_at[one.piece] : self._line_at[one.piece + 1]]
        reached = np.cumsum(_lengths(line))
        nearest = min(int(np.searchsorted(reached, one.part * reached[-1])), len(line) - 2)
        north, east = line[nearest + 1] - line[nearest]
        turned = abs((np.degrees(np.arctan2(east, north)) - heading + 180) % 360 - 180)
        return bool(turned < ACROSS)

    def _marks(self) -> tuple[Any, Any]:
        """Points at most 25 m from one another along all pieces, and of which piece each is."""
        line, ends = self._line, self._line_at
        if not len(line):
            return np.zeros((0, 2)), np.zeros(0, int)
        piece = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        inner = np.flatnonzero(piece[1:] == piece[:-1])
        step = line[inner + 1] - line[inner]
        count = np.maximum(1, np.ceil(np.hypot(*step.T) / STEP)).astype(int)
        of = np.repeat(np.arange(len(inner)), count)
        nth = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
        between = line[inner][of] + step[of] * ((nth + 0.5) / count[of])[:, None]
        return between, piece[inner][of]


def _lengths(line: Any) -> Any:
    return np.hypot(*np.diff(line, axis=0).T)
