"""The API explains itself: each operation says what it does, what it takes, and how it refuses."""

import json
import re
from collections.abc import Iterator
from inspect import getdoc
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler

from leapfrog import calls, escrow, group_calls, wallet
from leapfrog.chat import hydration, messages
from leapfrog.chat.errors import (
    MutedAll,
    NoConversation,
    NotContacts,
    NotMember,
    ReadOnly,
    RequestWaits,
)
from leapfrog.identity import MovedAway
from leapfrog.kernel.errors import Problem
from leapfrog.pay.confirming import consents
from leapfrog.pay.errors import ConfirmationNeeded, NoPin, OperationIdUsed
from leapfrog.wallet import errors as posted
from leapfrog.web.openapi_operations import RAISES, handlers, problems_of, raised_by, subclasses
from leapfrog.web.openapi_parameters import HEADERS, PARAMETERS
from tests.routes import description, lent_routes
from tests.web.raised import Raised

Operations = dict[tuple[str, str], dict[str, Any]]
Handled = dict[tuple[str, str], HTTPRouteHandler]
METHODS = {"get", "put", "post", "delete", "patch"}

# Of the steps of a trade.
OF_MONEY = {
    posted.AccountClosed,
    posted.AccountFrozen,
    posted.InsufficientFunds,
    posted.NoAccount,
    posted.OverBalanceLimit,
    posted.OverDailyLimit,
    posted.OverPaymentLimit,
    OperationIdUsed,
}
# Of a post, or of a function of the database that posts.
OF_POSTS = {
    posted.AccountClosed,
    posted.AccountFrozen,
    posted.BadAmount,
    posted.InsufficientFunds,
    posted.NoAccount,
    posted.OverBalanceLimit,
    posted.OverDailyLimit,
    posted.OverPaymentLimit,
}
# Of what these may answer, only this reaches who asked: the rest would be a mistake of ours.
LEAVES = {
    wallet.post: OF_POSTS,
    wallet.refusal: OF_POSTS,
    escrow.act: OF_MONEY,
    escrow.begin_and_act: OF_MONEY,
    escrow.begin: {posted.NoAccount, OperationIdUsed},
    # Whoever reads an order knows that it has an escrow, and whose it is.
    escrow.one: set(),
    escrow.steps_of: set(),
    messages.append: {
        NoConversation,
        NotMember,
        MutedAll,
        MovedAway,
        NotContacts,
        ReadOnly,
        RequestWaits,
    },
    consents.hold: {ConfirmationNeeded, NoPin},
    # Says whether one may write, and refuses nothing.
    hydration.shown: set(),
    # Ends the call that whoever is erased is in, if there is one.
    calls.leave: set(),
    group_calls.leave_town: set(),
}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(description())
    return found


@pytest.fixture(scope="module")
def operations(described: dict[str, Any]) -> Operations:
    return {
        (method, path): methods[method]
        for path, methods in described["paths"].items()
        for method in METHODS & methods.keys()
    }


@pytest.fixture(scope="module")
def raised(handled: Handled) -> Raised:
    return Raised([handler.fn for handler in handled.values()], LEAVES)


@pytest.fixture(scope="module")
def handled(operations: Operations) -> Handled:
    with lent_routes() as routes:
        found = {(method, path): handler for path, method, handler in handlers(routes)}
    return {place: found[place] for place in operations}


def missing(operation: dict[str, Any]) -> Iterator[str]:
    """What an operation does not say of itself."""
    if len(operation["summary"].split()) < 2:
        yield f"summary: {operation['summary']}"
    if len(operation["description"].split()) < 4:
        yield f"description: {operation['description']}"
    if len(operation["tags"]) != 1:
        yield "tag"
    for parameter in operation.get("parameters", []):
        if not parameter.get("description"):
            yield f"{parameter['in']} parameter {parameter['name']}"


def test_each_operation_says_what_it_does_and_takes(operations: Operations) -> None:
    assert len(operations) > 300
    found = {
        f"{method.upper()} {path}": [*missing(operation)]
        for (method, path), operation in operations.items()
    }
    assert {place: lacks for place, lacks in found.items() if lacks} == {}


def test_no_two_of_a_module_have_one_summary(operations: Operations) -> None:
    told = [(*operation["tags"], operation["summary"]) for operation in operations.values()]
    assert sorted(told) == sorted(set(told))


def test_each_tag_is_explained(described: dict[str, Any], operations: Operations) -> None:
    explained = {tag["name"]: tag["description"] for tag in described["tags"]}
    assert all(explained.values())
    assert {tag for operation in operations.values() for tag in operation["tags"]} == {*explained}


def test_what_is_told_of_parameters_is_told_of_some(operations: Operations) -> None:
    taken = {
        (parameter["in"], parameter["name"])
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
    }
    assert PARAMETERS.keys() - taken == set()
    assert HEADERS.keys() - operations.keys() == set()


def test_docstrings_end_with_problems_that_there_are(handled: Handled) -> None:
    known = {kind.__name__ for kind in subclasses(Problem)}
    for place, handler in handled.items():
        text = getdoc(handler.fn) or ""
        assert set(raised_by(handler.fn)) <= known, place
        said = RAISES.search(text)
        assert text.count("Raises") == (1 if said else 0), place
        assert said is None or said.end() == len(text), place


def test_problems_have_one_name_each() -> None:
    names = [kind.__name__ for kind in subclasses(Problem)]
    assert sorted(names) == sorted(set(names))


def test_each_refusal_tells_its_codes(described: dict[str, Any], operations: Operations) -> None:
    codes = {kind.code: int(kind.status) for kind in subclasses(Problem)}
    shared = described["components"]["responses"]
    known = described["components"]["examples"]
    for place, operation in operations.items():
        refusals = {status for status in operation["responses"] if re.match("[45]", status)}
        assert {"429", "503"} <= refusals, place
        for status in refusals:
            answer = operation["responses"][status]
            answer = shared[answer["$ref"].split("/")[-1]] if "$ref" in answer else answer
            for code in answer["content"]["application/problem+json"]["examples"]:
                value = known[code]["value"]
                assert (value["code"], value["status"]) == (code, int(status)), place
                assert codes[code] == int(status), place
                assert f"- `{code}`: " in answer["description"], place


def test_what_the_code_refuses_is_described(handled: Handled, raised: Raised) -> None:
    lacks = {}
    for (method, path), handler in handled.items():
        told = problems_of(handler, method, path)
        untold = {kind.__name__ for kind in raised.by(handler.fn) - {*told}}
        if untold:
            lacks[f"{method.upper()} {path}"] = sorted(untold)
    assert lacks == {}


def test_refusals_are_found_in_the_code(handled: Handled, raised: Raised) -> None:
    """Through other modules, through a batch, and not where they are caught."""

    def names(method: str, path: str) -> set[str]:
        found = raised.by(handled[method, f"/api/v1{path}"].fn)
        return {kind.__name__ for kind in found}

    assert {"FareChanged", "RideOver", "InsufficientFunds"} <= names(
        "put", "/rides/{ride_id}/payment"
    )
    assert {"PacketEmpty", "WrongPhrase"} <= names("post", "/pay/packets/{packet_id}/open")
    assert "NoRide" not in names("get", "/rides/driver")
    assert names("get", "/contacts/{contact_id}") == {"NoContact"}
