"""With a snac2 server, both ways: what our people do is seen there, and what its people do here."""

from collections.abc import Iterator

import httpx
import pytest

from tests.fediverse.conftest import Person, until
from tests.fediverse.snac import Snac, timeline


@pytest.fixture(scope="module")
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snac]:
    with Snac(tmp_path_factory.mktemp("snac"), "sven", "tilda").running() as made:
        yield made


@pytest.fixture
def sven(snac: Snac) -> Iterator[httpx.Client]:
    with snac.client("sven") as client:
        yield client


def test_both_follow_and_read_and_answer_each_other(
    snac: Snac, sven: httpx.Client, amina: Person
) -> None:
    found = amina.find(f"@{snac.address('sven')}")
    assert found["person"]["address"] == snac.address("sven")
    amina.put(f"/follows/{found['person']['id']}")
    until(lambda: amina.follows(found["person"]["id"]), "sven's answer")
    snac.do("follow", "sven", amina.uri)
    until(lambda: amina.notices("follow"), "sven's follow")

    snac.do("note", "sven", "Herring is in season")
    herring = amina.sees("Herring is in season")
    assert herring["author"]["remote"]
    ours = amina.show("The lake is frozen #winter")
    theirs = until(
        lambda: next((one for one in timeline(sven) if "frozen" in one["content"]), None),
        "our post",
    )
    assert theirs["account"]["acct"] == amina.address
    assert ours["id"] in theirs["uri"]
