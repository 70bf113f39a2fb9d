"""What the programs are given: a folder with a file in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

Given = Callable[[bytes], Path]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """`given(content)` is a folder in which `source` has that content."""

    def folder(content: bytes) -> Path:
        (tmp_path / "source").write_bytes(content)
        return tmp_path

    return folder
