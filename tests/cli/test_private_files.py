"""What a running town keeps is closed to all other accounts of the machine, however open the umask
of whoever starts it.
"""

import io
import os
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from PIL import Image

from leapfrog.kernel.files import Files
from leapfrog.kernel.folders import private_folder, workplace
from leapfrog.kernel.ids import new_id
from tests.cli.running import environment, started, wait_until_open
from tests.http import PASSWORD, PATIENCE
from tests.ports import free_port


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(home: Path, bits: int) -> list[str]:
    """What below a home any of these bits is set of, but copies of PostgreSQL's programs."""
    found = [home, *(path for path in home.rglob("*") if "pgbin" not in path.parts)]
    return [f"{path} {mode(path):o}" for path in found if mode(path) & bits]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "green").save(out, "PNG")
    return out.getvalue()


def use(port: int) -> None:
    """Somebody joins, shows a picture, sends a file and takes everything out."""
    address = f"http://127.0.0.1:{port}/api/v1"
    headers = {"X-Leapfrog": "1"}
    with httpx.Client(base_url=address, headers=headers, timeout=PATIENCE) as amina:
        body = {
            "id": str(new_id()),
            "handle": "amina",
            "display_name": "Amina",
            "language": "en",
            "password": PASSWORD,
        }
        assert amina.post("/people", json=body).is_success
        assert amina.put("/me/avatar", content=picture()).is_success
        sent = {"X-File-Name": "letter.txt"}
        file = amina.put(f"/chat/files/{new_id()}?kind=file", content=b"secret", headers=sent)
        assert file.is_success, file.text
        takeout = f"/takeouts/{new_id()}"
        assert amina.put(takeout).is_success
        until = time.monotonic() + PATIENCE
        while amina.get(f"{takeout}/file").is_error:
            assert time.monotonic() < until
            time.sleep(0.1)


def used(environ: dict[str, str], port: int) -> None:
    with started(environ) as program:
        wait_until_open(program, port)
        use(port)
        program.send_signal(signal.SIGTERM)
        _, complained = program.communicate(timeout=60)
    assert program.returncode == 0, complained


def test_with_a_database_of_ones_own(folder: Path, database_url: str) -> None:
    port, home = free_port(), folder / "deep" / "town"
    used(environment(home, port, DATABASE_URL=database_url), port)
    assert len([path for path in (home / "media").rglob("*") if path.is_file()]) >= 3
    assert open_to_others(home, 0o077) == []
    assert mode(folder / "deep") == 0o700


def test_with_the_towns_own_database(folder: Path) -> None:
    port, home = free_port(), folder / "deep" / "town"
    used(environment(home, port), port)
    # PostgreSQL's own account may pass through home, and see its own.
    assert open_to_others(home, 0o007) == []
    assert open_to_others(home / "media", 0o077) == []
    assert mode(home / "data") == 0o700


def test_a_town_that_was_open_before_is_closed_by_its_next_start(tmp_path: Path) -> None:
    media = tmp_path / "home" / "media"
    media.mkdir(parents=True)
    media.chmod(0o755)
    Files(media)
    assert mode(media) == 0o700
    (tmp_path / "home" / "tmp").mkdir()
    assert mode(workplace(tmp_path / "home")) == 0o700


def test_a_folder_is_made_closed_with_those_above_it(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        made = private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert [mode(path) for path in (made, made.parent)] == [0o700, 0o700]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root")
def test_another_account_of_the_machine_reads_nothing(folder: Path, database_url: str) -> None:
    port, home = free_port(), folder / "town"
    used(environment(home, port, DATABASE_URL=database_url), port)
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "find", str(home)]
    looked = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert "Permission denied" in looked.stderr
    assert looked.stdout.split() in ([], [str(home)])
