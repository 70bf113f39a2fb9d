"""Programs that read what strangers sent: each in a process of its own, which takes bounded time,
memory and disk, and gets neither our secrets nor our standard input.
"""

import asyncio
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from leapfrog.kernel.pool import expect_no_loan

# Two at once: each may fill a core and the memory it is allowed.
threads = ThreadPoolExecutor(2, "media")
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
LARGEST_OUTPUT = 400 << 20
# By the clock a program may take so many times what it may compute: others use the machine too, and
# it gives way to them. A good picture is not to be refused because a town is busy.
CROWDED = 6
MOST_MEMORY = 2 << 30
# The shell sets the limits and becomes the program. macOS knows no limit of address space.
START = """
ulimit -c 0; ulimit -t "$1"; ulimit -f "$2"; ulimit -v "$3" 2>/dev/null
shift 3; exec nice -n 5 "$@"
"""


class ConversionFailed(Exception):
    """The program could not make anything of it, or took too much; what it said is the message."""


async def run(program: Sequence[str | Path], *, folder: Path, seconds: int) -> bytes:
    """Runs a program in `folder`, which may compute for at most `seconds`; answers what it wrote to
    its standard output. Raises `ConversionFailed`.
    """
    expect_no_loan()
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, _run, program, folder, seconds)


def _run(program: Sequence[str | Path], folder: Path, seconds: int) -> bytes:
    patience = seconds * CROWDED
    limits = [str(seconds), str(LARGEST_OUTPUT // 512), str(MOST_MEMORY // 1024)]
    try:
        ended = subprocess.run(
            ["/bin/sh", "-c", START, "contained", *limits, *program],
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as cause:
        raise ConversionFailed(f"more than {patience} seconds") from cause
    if ended.returncode != 0:
        raise ConversionFailed(
            ended.stderr.decode(errors="replace")[-500:] or f"ended {ended.returncode}"
        )
    return ended.stdout
