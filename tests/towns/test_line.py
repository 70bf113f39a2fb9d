"""Two towns and a network that loses, doubles and reorders; either comes back from a backup, and
one may lie. All by the pure rules: a model of what must have been done decides.
"""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from leapfrog.towns.line import (
    Anew,
    Heard,
    Line,
    LineBatch,
    Onward,
    RefusedBatch,
    TakenBatch,
    answered,
    beginning,
    chained,
    hear,
)
from leapfrog.towns.line import parts as line_parts
from tests.examples import examples
from tests.towns import stranger


class Sender:
    """As much of a town as writes dispatches."""

    def __init__(self, names: random.Random) -> None:
        self.names = names
        self.kept: list[bytes] = []
        self.before = 0
        self.acked = 0
        self.epoch = self.name()

    def name(self) -> str:
        return self.names.randbytes(8).hex()

    def chain(self, upto: int) -> bytes:
        found = beginning(self.epoch)
        for dispatch in self.kept[:upto]:
            found = chained(found, dispatch)
        return found

    def batch(self, most: int) -> LineBatch:
        some = self.kept[self.acked : self.acked + most]
        return LineBatch(self.epoch, self.acked + 1, self.chain(self.acked), some)

    def hears(self, batch: LineBatch, answer: TakenBatch | RefusedBatch) -> None:
        if batch.epoch != self.epoch:
            return
        line = Line(self.epoch, len(self.kept), self.acked, 1)
        ack = answer.heard.high if isinstance(answer, TakenBatch) else answer.ack
        step = answered(
            line, batch.last, ack, answer.why if isinstance(answer, RefusedBatch) else None
        )
        if isinstance(step, Onward):
            self.acked = step.acked
        else:
            self.epoch, self.acked = self.name(), 0

    def copy(self) -> dict[str, Any]:
        return {"kept": list(self.kept), "acked": self.acked, "epoch": self.epoch}


class Receiver:
    """As much of a town as does what dispatches say: each id once."""

    def __init__(self) -> None:
        self.heard: dict[str, Heard] = {}
        self.done: list[bytes] = []

    def takes(self, batch: LineBatch) -> TakenBatch | RefusedBatch:
        found = hear(self.heard.get(batch.epoch), batch)
        if isinstance(found, TakenBatch):
            if batch.epoch not in self.heard:
                closed = {e: msgspec.structs.replace(h, open=False) for e, h in self.heard.items()}
                self.heard = closed
            self.heard[batch.epoch] = found.heard
            self.done += [one for one in found.dispatches if one not in self.done]
        return found

    def copy(self) -> dict[str, Any]:
        return {"heard": dict(self.heard), "done": list(self.done)}


class TwoTowns(RuleBasedStateMachine):
    """`written`: all that the sender has ever written and still remembers."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.names = random.Random(seed)
        self.lake, self.hill = Sender(self.names), Receiver()
        self.way: list[LineBatch] = []
        self.answers: list[tuple[LineBatch, TakenBatch | RefusedBatch]] = []
        self.lake_saved, self.hill_saved = self.lake.copy(), self.hill.copy()
        self.restored = False
        self.number = 0

    @rule(many=st.integers(1, 3))
    def write(self, many: int) -> None:
        for _ in range(many):
            self.number += 1
            self.lake.kept.append(f"dispatch {self.number}".encode())

    @rule(most=st.integers(0, 3))
    def carry(self, most: int) -> None:
        self.way.append(self.lake.batch(most))

    @precondition(lambda self: self.way)
    @rule(data=st.data(), twice=st.booleans())
    def arrive(self, data: st.DataObject, twice: bool) -> None:
        """Any batch that is under way, perhaps once more later."""
        place = data.draw(st.integers(0, len(self.way) - 1))
        batch = self.way[place] if twice else self.way.pop(place)
        self.answers.append((batch, self.hill.takes(batch)))

    @precondition(lambda self: self.way)
    @rule()
    def lose(self) -> None:
        self.way.pop(0)

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), lost=st.booleans())
    def answer(self, data: st.DataObject, lost: bool) -> None:
        place = data.draw(st.integers(0, len(self.answers) - 1))
        batch, found = self.answers.pop(place)
        if not lost:
            self.lake.hears(batch, found)

    @rule()
    def save(self) -> None:
        self.lake_saved, self.hill_saved = self.lake.copy(), self.hill.copy()

    @rule()
    def lake_comes_back_from_a_backup(self) -> None:
        """What it wrote since is gone for it."""
        self.restored = True
        vars(self.lake).update(self.lake_saved)
        self.lake.kept = list(self.lake_saved["kept"])

    @rule()
    def hill_comes_back_from_a_backup(self) -> None:
        self.restored = True
        self.hill.heard = dict(self.hill_saved["heard"])
        self.hill.done = list(self.hill_saved["done"])

    @invariant()
    def nothing_is_done_twice_and_all_in_order(self) -> None:
        done = self.hill.done
        assert len(set(done)) == len(done)
        if not self.restored:
            assert done == self.lake.kept[: len(done)], "no hole, no other order"
            assert self.lake.acked <= len(done), "what was acknowledged was done"

    def teardown(self) -> None:
        """The network is whole again: all that the sender remembers is done."""
        if not hasattr(self, "lake"):
            return
        for _ in range(4 + len(self.lake.kept)):
            batch = self.lake.batch(500)
            self.lake.hears(batch, self.hill.takes(batch))
        assert set(self.lake.kept) <= set(self.hill.done)
        mine = [one for one in self.hill.done if one in self.lake.kept]
        if not self.restored:
            assert mine == self.lake.kept
        assert self.lake.acked == len(self.lake.kept)


@pytest.mark.hypothesis
def test_whatever_the_network_does_and_whoever_comes_back_all_is_done_once() -> None:
    run_state_machine_as_test(TwoTowns, settings=examples(40, stateful_step_count=30))


def test_a_stranger_chains_in_the_same_way() -> None:
    dispatch = {"k": "say", "b": {"body": "你好"}}
    before = stranger.beginning("b61c")
    assert beginning("b61c").hex() == before
    assert chained(beginning("b61c"), stranger.canonical(dispatch)).hex() == stranger.chain(
        before, dispatch
    )


DISPATCHES = (b"one", b"two", b"three")


def up_to(number: int, epoch: str = "e") -> bytes:
    found = beginning(epoch)
    for dispatch in DISPATCHES[:number]:
        found = chained(found, dispatch)
    return found


HEARD_TWO = Heard("e", 2, up_to(2))
ANSWERS: dict[str, tuple[Heard | None, LineBatch, TakenBatch | RefusedBatch]] = {
    "the first ones": (
        None,
        LineBatch("e", 1, up_to(0), DISPATCHES[:2]),
        TakenBatch(HEARD_TWO, DISPATCHES[:2]),
    ),
    "an epoch whose beginning was not heard": (
        None,
        LineBatch("e", 2, up_to(1), DISPATCHES[1:]),
        RefusedBatch("epoch", 0),
    ),
    "the same ones again": (
        HEARD_TWO,
        LineBatch("e", 1, up_to(0), DISPATCHES[:2]),
        TakenBatch(HEARD_TWO, ()),
    ),
    "an old one again": (
        HEARD_TWO,
        LineBatch("e", 1, up_to(0), DISPATCHES[:1]),
        TakenBatch(HEARD_TWO, ()),
    ),
    "old ones and a new one": (
        HEARD_TWO,
        LineBatch("e", 1, up_to(0), DISPATCHES),
        TakenBatch(Heard("e", 3, up_to(3)), DISPATCHES[2:]),
    ),
    "one is missing": (
        Heard("e", 1, up_to(1)),
        LineBatch("e", 3, up_to(2), DISPATCHES[2:]),
        RefusedBatch("gap", 1),
    ),
    "another dispatch of a number that was heard": (
        HEARD_TWO,
        LineBatch("e", 2, up_to(1), (b"other", b"three")),
        RefusedBatch("fork", 2),
    ),
    "after another past": (
        HEARD_TWO,
        LineBatch("e", 3, b"x" * 32, DISPATCHES[2:]),
        RefusedBatch("fork", 2),
    ),
    "an epoch that is over": (
        Heard("e", 2, up_to(2), open=False),
        LineBatch("e", 3, up_to(2), DISPATCHES[2:]),
        RefusedBatch("epoch", 2),
    ),
    "a beginning that is none": (
        None,
        LineBatch("e", 1, up_to(1), DISPATCHES[:1]),
        RefusedBatch("fork", 0),
    ),
    "a greeting": (HEARD_TWO, LineBatch("e", 3, up_to(2)), TakenBatch(HEARD_TWO, ())),
    "a greeting of who wrote more": (
        HEARD_TWO,
        LineBatch("e", 4, up_to(3)),
        RefusedBatch("gap", 2),
    ),
}


def test_what_the_receiver_does() -> None:
    for why, (known, batch, expected) in ANSWERS.items():
        assert hear(known, batch) == expected, why


STEPS: dict[str, tuple[tuple[int, Any], Onward | Anew]] = {
    "done": ((5, None), Onward(5)),
    "an answer that was late": ((2, None), Onward(3)),
    "they have forgotten, and it is kept": ((2, "gap"), Onward(2)),
    "they have forgotten, and it is not kept": ((0, "gap"), Anew(lost=True)),
    "they heard more than was written": ((9, None), Anew()),
    "they heard something else": ((4, "fork"), Anew()),
    "they know nothing of it": ((0, "epoch"), Anew()),
}


def test_what_the_sender_does() -> None:
    line = Line("e", last=5, acked=3, kept=2)
    for why, ((ack, refused), expected) in STEPS.items():
        assert answered(line, 5, ack, refused) == expected, why
    assert answered(line, 4, 5) == Onward(4), "it cannot have done what it was not sent"


def test_a_batch_in_parts_is_heard_like_the_whole() -> None:
    whole = LineBatch("e", 1, up_to(0), DISPATCHES)
    assert line_parts(whole, 3) == [whole]
    known = None
    for part in line_parts(whole, 2):
        found = hear(known, part)
        assert isinstance(found, TakenBatch)
        known = found.heard
    assert known == Heard("e", 3, up_to(3))
    greeting = LineBatch("e", 4, up_to(3))
    assert line_parts(greeting, 2) == [greeting]


def test_a_lying_town_harms_only_its_own_line() -> None:
    """Whatever it answers, the sender goes on, and sends nothing that it did not write."""
    lies = [(2**60, None), (-1, "gap"), (0, "fork"), (3, None), (-5, None)]
    for ack, why in lies:
        step = answered(Line("e", last=3, acked=1, kept=1), 3, ack, why)  # type: ignore[arg-type]
        assert isinstance(step, Anew) or 0 <= step.acked <= 3
