"""masto.js, as npm has it, does the same; and hears of what is new over a WebSocket."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

from tests.mastodon.conftest import Join
from tests.mastodon.test_mastodon_py import CALLS, picture

HERE = Path(__file__).parent / "js"
TOOL = Path(__file__).parents[2] / "tools" / "client.py"
PATIENCE = 120


def test_a_day_with_masto_js(origin: str, join: Join) -> None:
    subprocess.run([sys.executable, TOOL, "peers"], check=True)
    given = {
        "TOWN": origin,
        "STREAMING": origin.replace("http", "ws", 1),
        "TOKEN": join("cleo").client_app().access_token,
        "OTHER": join("dao_lin").client_app().access_token,
        "PICTURE": b64encode(picture().getvalue()).decode(),
    }
    run = subprocess.run(
        [sys.executable, TOOL, "node", HERE / "day.mjs"],
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
    called = json.loads(run.stdout.splitlines()[-1])
    assert len(called) >= CALLS, called
