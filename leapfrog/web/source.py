"""The source of the very program that answers, for everybody who uses it (AGPL-3.0, section 13)."""

import asyncio
import io
import tarfile
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

PACKAGE = Path(__file__).parent.parent
# In a checkout these stand beside the package; an installed package comes alone, built client
# included.
BESIDE = (
    ".ci",
    "ARCHITECTURE.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "client",
    "docs",
    "pyproject.toml",
    "requirements",
    "tests",
    "tools",
)
MADE = frozenset(("node_modules", "__pycache__", "dist", "out"))


@get("/source.tar.gz", include_in_schema=False)
async def source() -> Response[bytes]:
    """All that is needed to build and change it, without what is made from it."""
    packed = await asyncio.to_thread(_packed)
    name = f"leapfrog-{version('leapfrog')}.tar.gz"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(packed, media_type="application/gzip", headers=headers)


@lru_cache(maxsize=1)
def _packed() -> bytes:
    out = io.BytesIO()
    checkout = PACKAGE.parent
    beside = [checkout / name for name in BESIDE if (checkout / "pyproject.toml").exists()]
    made = MADE | {"static"} if beside else MADE
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as packed:
        for path in filter(Path.exists, (PACKAGE, *beside)):
            packed.add(path, f"leapfrog-source/{path.name}", filter=_without(made))
    return out.getvalue()


def _without(made: frozenset[str]) -> Callable[[tarfile.TarInfo], tarfile.TarInfo | None]:
    def kept(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        if Path(entry.name).name in made:
            return None
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        return entry

    return kept


routes: list[HTTPRouteHandler] = [source]
