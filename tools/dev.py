"""The town for those who work on it: `make dev`.

The server starts anew when its code changes, the page shows what changed in the client at once.
Open Vite's address (http://localhost:5173); its answers to /api come from the server.
"""

import subprocess
import sys
from pathlib import Path

from watchfiles import Change, DefaultFilter, run_process

ROOT = Path(__file__).parent.parent
SERVER = ROOT / "leapfrog"
SECONDS_TO_CLOSE = 15


class Sources(DefaultFilter):
    """What the server is made of."""

    def __call__(self, change: Change, path: str) -> bool:
        return path.endswith((".py", ".sql")) and super().__call__(change, path)


def main() -> None:
    client = subprocess.Popen([sys.executable, ROOT / "tools" / "client.py", "dev"])
    try:
        run_process(
            SERVER,
            target=f"{sys.executable} -m leapfrog.cli up",
            target_type="command",
            watch_filter=Sources(),
            sigint_timeout=SECONDS_TO_CLOSE,
        )
    finally:
        client.terminate()
        client.wait()


if __name__ == "__main__":
    main()
