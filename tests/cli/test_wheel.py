"""The wheel, installed where nothing else is, opens a town."""

import signal
import subprocess
import sys
import venv
from pathlib import Path
from urllib.request import urlopen

from tests.cli.running import environment, started, wait_until_open
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
# Of the client, which is built and kept in no repository.
PARTS = ("<title>Leapfrog</title>", "/assets/")
UV = (sys.executable, ROOT / "tools" / "environment.py", "uv")


def uv(*arguments: str | Path) -> None:
    subprocess.run([*UV, *arguments], check=True)


def test_an_installed_wheel_opens_a_town(folder: Path, tmp_path: Path) -> None:
    uv("build", "--quiet", "--wheel", "--out-dir", tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", symlinks=True)
    python, program = (tmp_path / "venv" / "bin" / name for name in ("python", "leapfrog"))
    known = ("--constraint", ROOT / "requirements" / "run.lock")
    uv("pip", "install", "--quiet", "--python", python, *known, wheel)
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() in wheel.name
    port = free_port()
    with started(environment(folder / "town", port), program=[program]) as process:
        wait_until_open(process, port)
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            text = page.read().decode()
        assert [part for part in PARTS if part not in text] == []
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
