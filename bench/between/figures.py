"""The table: ours beside each pair of peers, and beside one town alone."""

from collections.abc import Callable, Sequence

import msgspec

from bench.between.steps import Survived, Talked, Woken
from bench.harness import Figure


class Measured(msgspec.Struct):
    """What is known of one pair; None for what was not measured. `missing`: why it is not all."""

    name: str
    version: str = ""
    near: Talked | None = None
    closed: Talked | None = None
    steady: Talked | None = None
    woken: Woken | None = None
    many: Woken | None = None
    survived: Survived | None = None
    missing: str = ""


def figures(found: Sequence[Measured], kills: int) -> list[Figure]:
    ours = next((one for one in found if one.name == "ours"), None)
    if ours is None:
        ours = Measured("ours")
    table = list[Figure]()
    for peer in [one for one in found if one.name != "ours"]:
        slow = peer.name == "synapse"
        table += _beside(ours, peer, least=50 if slow else 3, most=0.2 if slow else 1.3)
        table += _lost(peer, kills)
    return [*_alone(ours), *table, *_lost(ours, kills)]


def _alone(ours: Measured) -> list[Figure]:
    if not ours.near or not ours.closed:
        return []
    here, there = ours.near.run, ours.closed.run
    table = [
        _figure("durable messages", "/s", there.rate, "in one town", here.rate, "-"),
        _most("CPU of a message", "us", there.cpu_us, "in one town", here.cpu_us, 2.5),
    ]
    if ours.many:
        late, right = ours.many.seconds, ours.many.in_order and ours.many.kept == ours.many.wanted
        name = f"catch up with {ours.many.wanted:,}"
        holds = right and late <= 30
        table.append(Figure(name, "s", late, "", None, None, "<= 30 s, all in order", holds))
    return table


def _beside(ours: Measured, peer: Measured, least: float, most: float) -> list[Figure]:
    table = list[Figure]()
    if ours.closed and peer.closed:
        mine, other = ours.closed.run, peer.closed.run
        whole = "" if not peer.closed.missing else f" ({peer.closed.missing} not kept)"
        ratio = mine.rate / other.rate
        named = f"{peer.name}{whole}"
        aim, holds = f">= {least}x", ratio >= least
        table.append(
            Figure("durable messages", "/s", mine.rate, named, other.rate, ratio, aim, holds)
        )
        table.append(_figure("CPU of a message", "us", mine.cpu_us, named, other.cpu_us, "-"))
    if ours.steady and peer.steady:
        for label, of in _SPREAD:
            mine_ms, other_ms = of(ours.steady), of(peer.steady)
            table.append(_most(f"{label} at 10/s", "ms", mine_ms, peer.name, other_ms, most))
    if ours.woken and peer.woken:
        name = f"catch up with {ours.woken.wanted:,}"
        kept = f"{peer.name}: {peer.woken.kept} kept, {peer.woken.bounced} bounced"
        table.append(_figure(name, "s", ours.woken.seconds, kept, peer.woken.seconds, "-"))
    return table


_SPREAD: Sequence[tuple[str, Callable[[Talked], float]]] = (
    ("p50", lambda one: one.run.p50),
    ("p99", lambda one: one.run.p99),
)


def _lost(one: Measured, kills: int) -> list[Figure]:
    """Of each pair for itself: how many were said is another number for each."""
    found = one.survived
    if not found:
        return []
    mine, table = one.name == "ours", list[Figure]()
    for what, many in (
        ("lost", found.lost),
        ("doubled", found.doubled),
        ("bounced", found.bounced),
    ):
        name = f"{one.name}: {what} of {found.said:,} in {kills} kills"
        aim = "0" if mine and what != "bounced" else "-"
        table.append(Figure(name, "", many, "", None, None, aim, not many if aim == "0" else None))
    return table


def _figure(
    name: str,
    unit: str,
    mine: float,
    peer: str,
    other: float,
    aim: str,
    *,
    holds: bool | None = None,
) -> Figure:
    return Figure(name, unit, mine, peer, other, mine / other if other else None, aim, holds)


def _most(name: str, unit: str, mine: float, peer: str, other: float, most: float) -> Figure:
    return _figure(name, unit, mine, peer, other, f"<= {most}x", holds=mine <= most * other)
