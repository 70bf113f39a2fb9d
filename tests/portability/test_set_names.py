"""What came along is told by name, in each language: no record set by what it is called inside."""

import json
from pathlib import Path

import pytest

from leapfrog.portability import RECORD_SETS

WORDS = Path(__file__).parents[2] / "client" / "words"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_record_set_has_a_name(language: str) -> None:
    words = json.loads((WORDS / f"{language}.json").read_text("utf-8"))
    assert [one.name for one in RECORD_SETS if f"sets.{one.name}" not in words] == []
