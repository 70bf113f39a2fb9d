"""A trial from its beginning to its end."""

import asyncio
from argparse import Namespace
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

from leapfrog.cli.trial.deaths import DEATHS, WAITED_FOR
from leapfrog.cli.trial.lines import PATIENT_SECONDS, SILENT_SECONDS, Writing, WritingLine
from leapfrog.cli.trial.model import Outcome, TrialError
from leapfrog.cli.trial.parts import last_words
from leapfrog.cli.trial.people import Api, Talk, settle
from leapfrog.cli.trial.standing import TrialCluster, standing
from leapfrog.cli.trial.table import table
from leapfrog.kernel.settings import Settings

MESSAGES = 600


def arguments(commands: Any) -> None:
    """Adds the command to those of `leapfrog cluster`."""
    text = "a whole cluster on this machine for some minutes, in which one part after another dies"
    made = commands.add_parser("try", help=text, description=text)
    made.add_argument(
        "--messages",
        type=int,
        default=MESSAGES,
        help=f"how many are written around each death at least (default {MESSAGES})",
    )
    text = "leave it open at the end, to be looked at, until Ctrl-C"
    made.add_argument("--stay", action="store_true", help=text)


def try_out(settings: Settings, asked: Namespace) -> int:
    """Prints a table; 1 when something that was acknowledged is lost or there twice. Raises
    `TrialError`, `PostgresError`.
    """
    found = asyncio.run(rehearse(settings, asked.messages, stays=asked.stay))
    return 1 if any(one.lost or one.doubled for one in found) else 0


async def rehearse(settings: Settings, messages: int, *, stays: bool = False) -> list[Outcome]:
    """What each death did, with so many messages around it at least. Says on the way how far it
    is. Raises `TrialError`, `PostgresError`.
    """
    async with standing(settings) as cluster:
        print("Starting three nodes, a PostgreSQL with a standby, NATS and a proxy …", flush=True)
        try:
            await cluster.start()
            print(f"The town is open: {cluster.plan.origin}", flush=True)
            found = [one async for one in rounds(cluster, messages)]
        except TrialError as error:
            raise TrialError("\n".join((str(error), *last_words(cluster.parts)))) from None
        print("\n".join(table(found)), flush=True)
        if stays:
            print(f"{cluster.plan.origin} stays open until Ctrl-C.", flush=True)
            await asyncio.Event().wait()
    return found


async def rounds(cluster: TrialCluster, messages: int) -> AsyncIterator[Outcome]:
    """One death after the other, in a cluster that runs. Raises `TrialError`."""
    api = Api(cluster.plan.origin)
    talks = await settle(api)
    for name in DEATHS:
        yield await _round(cluster, api, talks, name, messages)


async def _round(
    cluster: TrialCluster, api: Api, talks: Sequence[Talk], name: str, messages: int
) -> Outcome:
    """People write; when half of it is said something dies, and is back before all is said. Then
    everybody reads what the other one wrote.
    """
    silent = PATIENT_SECONDS if name in WAITED_FOR else SILENT_SECONDS
    writing = Writing(cluster.plan.origin, talks, silent=silent)
    try:
        await writing.goes_on(messages // 2)
        print(f"{name} …", flush=True)
        seen = await DEATHS[name](cluster)
        await writing.goes_on(messages - messages // 2)
        await writing.finish()
    finally:
        await writing.drop()
    lost, doubled = await missed(api, talks, writing.lines)
    return Outcome(
        death=name,
        seen=seen,
        cut=sum(bool(one.cuts) for one in writing.lines),
        back=max(one.back for one in writing.lines),
        pause=writing.pause,
        sent=sum(one.sent for one in writing.lines),
        acked=writing.acked,
        lost=lost,
        doubled=doubled,
        errors=dict(sum((one.errors for one in writing.lines), Counter())),
    )


async def missed(api: Api, talks: Sequence[Talk], lines: Sequence[WritingLine]) -> tuple[int, int]:
    """How many acknowledged messages one of both does not see, and how many are seen twice."""
    lost = doubled = 0
    for talk in talks:
        acked = {ident for one in lines if one.talk is talk for ident in one.acked}
        seen = [await api.written(talk, person) for person in talk.people]
        lost += sum(any(ident not in each for each in seen) for ident in acked)
        doubled += sum(any(each[ident] > 1 for each in seen) for ident in acked)
    return lost, doubled
