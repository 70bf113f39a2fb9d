"""pretix's own way of putting a ticket into a cart: its view with all that is around it, called in
the process, so without the web server that ours has to go through. In an environment of its own
that is made from the registry.
"""

import asyncio
import subprocess
import sys
from pathlib import Path

import asyncpg

from bench.harness import seconds

PROGRAM = Path(__file__).with_name("pretix_carts.py")
HOME = Path(__file__).parents[1] / ".venv-bench" / "pretix"
PACKAGES = ("pretix==2026.8.0",)
# A multiple of four; some twenty take a second.
TRIES = 4 * round(5 * seconds(20))


def rate(dsn: str, folder: Path) -> float | None:
    """Tries a CPU second, of which every fourth gets a ticket; None where it cannot be installed.
    Installs what it needs on first use.
    """
    # -P: the folder of the program, which has an `http.py`, does not stand before the library.
    python = [str(HOME / "bin" / "python"), "-P"]
    try:
        if not (HOME / "ready").exists():
            subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
            subprocess.run([*python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
            (HOME / "ready").touch()
    except subprocess.CalledProcessError:
        print("pretix cannot be installed here, so its line stays empty")
        return None
    asyncio.run(_made(dsn))
    said = subprocess.check_output([*python, PROGRAM, dsn, folder, str(TRIES)], text=True)
    return float(said.splitlines()[-1])


async def _made(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("create database pretix")
    await connection.close()
