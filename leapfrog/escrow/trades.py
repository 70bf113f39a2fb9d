"""Trades taken further, by the two or by the clock: each step and its money are one transaction.

Locked are the trades in the order of their ids, all at once, then, by `wallet.post`, the accounts:
whoever claims stock too does so before, and whatever a transaction does about several trades it
does in one call (docs/locks.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.escrow import beginning, refunding, rules, store
from leapfrog.escrow.actions import Collect, EscrowAction, Tick
from leapfrog.escrow.beginning import DUE, Answer
from leapfrog.escrow.errors import NoEscrow
from leapfrog.escrow.events import AppealWaits, EscrowChanged
from leapfrog.escrow.model import Escrow, EscrowTerms
from leapfrog.escrow.money import Release, fee_of, operations, payment_id
from leapfrog.escrow.moving import EscrowMove
from leapfrog.escrow.steps import EscrowAct, EscrowStep, step_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import Event, announce_all
from leapfrog.kernel.timers import cancel_all, schedule_all
from leapfrog.pay import OperationIdUsed
from leapfrog.wallet import Operation

# Why a seller cannot give back what was released: it is owed until they can.
UNABLE = (wallet.InsufficientFunds, wallet.AccountFrozen)


class Plan(msgspec.Struct, frozen=True):
    """A step that the rules allow, before its money has moved."""

    before: Escrow
    after: Escrow
    moves: tuple[EscrowMove, ...]
    action: EscrowAction
    act: EscrowAct | None = None

    @property
    def step(self) -> EscrowStep:
        """What is kept of it."""
        return step_of(self.before, self.after, self.action, self.act)


async def one(db: Db, party_id: UUID, escrow_id: UUID) -> Escrow:
    """A trade, for its buyer or seller (`party_id`). Raises `NoEscrow`, also for anybody else."""
    found = (await store.find(db, [escrow_id])).get(escrow_id)
    if found is None or found.role(party_id) is None:
        raise NoEscrow
    return found


async def charge(db: Db, escrow_id: UUID, fee_bp: int) -> None:
    """Sets the fee that the town takes of what is released of a trade from now on, in hundredths of
    a percent (basis points). Once something was released, or where it was agreed that the town
    takes nothing, nothing changes.
    """
    await store.charge(db, escrow_id, fee_bp)


async def take_over(db: Db, terms: EscrowTerms) -> bool:
    """Changes a trade of which the deposit is paid to these terms: of which module it is, how long
    each side has, and what the town takes. Parties, sums and account stay. False: no deposit of it
    lies here.
    """
    return await store.take_over(db, terms)


async def payment_ids(db: Db, party_id: UUID, escrows: Sequence[UUID]) -> dict[UUID, UUID]:
    """For those of these trades that were paid, the id in the books of the buyer's first payment,
    by trade, for its receipt; only trades in which `party_id` is buyer or seller.
    """
    found = await store.find(db, escrows)
    return {
        each: payment_id(trade)
        for each, trade in found.items()
        if trade.paid and trade.role(party_id) is not None
    }


async def steps_of(db: Db, party_id: UUID, escrow_id: UUID) -> list[EscrowStep]:
    """The time line of a trade, the oldest step first, for its buyer or
    seller. Raises `NoEscrow`.
    """
    await one(db, party_id, escrow_id)
    return await store.steps(db, [escrow_id])


async def appeals(db: Db) -> list[Escrow]:
    """The trades that the town was called to judge and has not judged, the oldest first."""
    return await store.appealed(db)


async def hold(db: Db, ids: Iterable[UUID]) -> None:
    """Locks these trades until the end of the transaction: for who acts on several of them, one
    after the other.
    """
    await store.lock(db, ids)


async def act(db: Db, acts: Sequence[EscrowAct], also: Sequence[int] = ()) -> list[Answer]:
    """Does what buyers, sellers and the town want with trades, in order; one answer for each: the
    trade as it stands then, or `NoEscrow`, `OperationIdUsed`, `NotYourPart`, `NotNow`,
    `MoreThanRest`, `MoreThanUnsent`, and what the wallet refuses. What is refused changes nothing.
    The same act again changes nothing and is answered with the trade as it is now. `also`: wallet
    accounts on which the caller moves something afterwards.
    """
    answers = await _done(db, dict(enumerate(acts)), {}, also)
    return [answers[n] for n in range(len(acts))]


async def begin_and_act(
    db: Db, wanted: Sequence[EscrowTerms], acts: Sequence[EscrowAct]
) -> list[Answer]:
    """Begins trades, and does in the same moment what `acts` say about these and others, in order;
    one answer for each act, as `act` gives it, or why its trade could not begin (see `begin`). Of a
    new trade nothing is read again, since nobody else knows it. Raises `NoMoney`.
    """
    begun, new = await beginning.begun(db, wanted) if wanted else ([], [])
    refused = {
        terms.id: one for terms, one in zip(wanted, begun, strict=True) if isinstance(one, Problem)
    }
    trades = {one.id: one for one in new}
    able = {n: one for n, one in enumerate(acts) if one.escrow_id not in refused}
    done = await _done(db, able, trades)
    unpaid = [trades[one.id] for one in new if trades[one.id].state == "created"]
    await schedule_all(db, [(DUE, str(one.id), None, one.due_at) for one in unpaid if one.due_at])
    return [done[n] if n in done else refused[one.escrow_id] for n, one in enumerate(acts)]


async def fall_due(db: Db, refs: Sequence[str]) -> None:
    """The handler of due rows: safe to run twice, and too early. Raises what the wallet refuses of
    one of them; nothing has changed then.
    """
    ids = [UUID(one) for one in refs]
    locked = await store.lock(db, ids)
    due = [one for each in ids if (one := locked.get(each)) and _is_due(db, one)]
    # What sellers owe is taken first from what they get now; what is left is tried at once after
    # that, in a post of its own, which is another transaction's.
    first = [one for one in due if one.refund != "owed"]
    owed = [one for one in due if one.refund == "owed"]
    for one in first or owed:
        del locked[one.id]
    if first:
        await schedule_all(db, [(DUE, str(one.id), None, db.now) for one in owed])
    await _tick(db, first or owed, locked.values() if first else ())


def _is_due(db: Db, one: Escrow) -> bool:
    return one.due_at is not None and one.due_at <= db.now


async def _tick(db: Db, due: Sequence[Escrow], owing: Iterable[Escrow]) -> None:
    """Raises what the wallet refuses of one of them."""
    ended = await _carry_out(db, [_plan(db, one, Tick()) for one in due], owing)
    for one in ended[: len(due)]:
        if isinstance(one, Problem):
            raise one


async def _done(
    db: Db,
    acts: Mapping[int, EscrowAct],
    trades: dict[UUID, Escrow],
    also: Sequence[int] = (),
) -> dict[int, Answer]:
    """Does acts by their numbers; `trades`: those that nobody else knows yet, and afterwards all as
    they stand then. Of each trade one at a time: the next one sees what became of it. Locked are
    all before anything is done, and those from which the same sellers owe something.
    """
    asked = [one for one in acts.values() if one.escrow_id not in trades]
    known: dict[tuple[UUID, UUID | None], EscrowStep] = {}
    if asked:
        of = [one.escrow_id for one in asked]
        trades |= await store.lock(db, set(of))
        steps = await store.known(db, of, [one.id for one in asked])
        known = {(one.escrow_id, one.id): one for one in steps}
    answers: dict[int, Answer] = {}
    left = dict(acts)
    while left:
        first = {one.escrow_id: n for n, one in reversed(left.items())}
        turn = {n: left.pop(n) for n in sorted(first.values())}
        plans: dict[int, Plan] = {}
        for n, one in turn.items():
            before = known.get((one.escrow_id, one.id))
            _sort(n, _decide(db, trades.get(one.escrow_id), one, before), answers, plans)
        owing = [trade for each, trade in trades.items() if each not in first]
        ended = await _carry_out(db, list(plans.values()), owing, also)
        answers |= {n: _answer(one) for n, one in zip(plans, ended, strict=False)}
        for plan in (one for one in ended if isinstance(one, Plan)):
            trades[plan.after.id] = plan.after
            if plan.act is not None:
                known[plan.after.id, plan.act.id] = plan.step
    return answers


def _answer(ended: Plan | Problem) -> Answer:
    return ended.after if isinstance(ended, Plan) else ended


def _sort(
    n: int, decided: Plan | Answer, answers: dict[int, Answer], plans: dict[int, Plan]
) -> None:
    if isinstance(decided, Plan):
        plans[n] = decided
    else:
        answers[n] = decided


def _decide(
    db: Db, escrow: Escrow | None, act: EscrowAct, before: EscrowStep | None
) -> Plan | Answer:
    role = None
    if escrow is not None:
        role = "town" if act.party_id is None else escrow.role(act.party_id)
    if escrow is None or role is None:
        return NoEscrow()
    if before is not None:
        return escrow if before.is_of(act) else OperationIdUsed()
    try:
        done = rules.step(escrow, act.action, role, db.now)
    except Problem as problem:
        return problem
    return Plan(escrow, done.after, done.moves, act.action, act)


def _plan(db: Db, escrow: Escrow, action: EscrowAction) -> Plan:
    """One of the clock's, or of another trade's release."""
    done = rules.step(escrow, action, "town", db.now)
    return Plan(escrow, done.after, done.moves, action)


async def _carry_out(
    db: Db, plans: Sequence[Plan], owing: Iterable[Escrow], also: Sequence[int] = ()
) -> list[Plan | Problem]:
    """Moves the money of all in one post, and keeps what could be done: what became of each plan,
    then of what was taken from `owing`, locked trades from which the same sellers owe something.
    """
    if not plans:
        return []
    every = [*plans, *_collecting(db, plans, owing)]
    refused = await _post(db, every, also)
    ended = [_ended(db, plan, problem) for plan, problem in zip(every, refused, strict=True)]
    done = [plan for plan in ended if isinstance(plan, Plan)]
    if done:
        await _keep(db, done)
    return ended


def _collecting(db: Db, plans: Sequence[Plan], owing: Iterable[Escrow]) -> list[Plan]:
    """What sellers owe, the oldest first, as far as what they get now goes."""
    gained: dict[int, int] = {}
    for plan in plans:
        for move in plan.moves:
            if move.word == "release":
                net = move.amount - fee_of(plan.before, move.amount)
                account = plan.before.seller_account
                gained[account] = gained.get(account, 0) + net
    found = []
    for escrow in sorted(owing, key=lambda one: (one.changed_at, one.id)):
        amount = min(escrow.asked, gained.get(escrow.seller_account, 0))
        if escrow.refund == "owed" and amount:
            gained[escrow.seller_account] -= amount
            found.append(_plan(db, escrow, Collect(amount)))
    return found


async def _post(db: Db, plans: Sequence[Plan], also: Sequence[int]) -> list[Problem | None]:
    """For each why its money did not move, if it did not."""
    returning = [plan.before.id for plan in plans for move in plan.moves if move.word == "return"]
    releases = await store.releases(db, returning) if returning else {}
    chains = [_chain(plan, releases.get(plan.before.id, ())) for plan in plans]
    posted = await wallet.post(db, [each for chain in chains for each in chain], also)
    results = iter(posted)
    return [_first_problem([next(results) for _ in chain]) for chain in chains]


def _chain(plan: Plan, releases: Sequence[Release]) -> list[Operation]:
    found = operations(plan.before, plan.after, plan.moves, releases)
    return [*(replace(each, linked=True) for each in found[:-1]), *found[-1:]]


def _first_problem(results: Sequence[wallet.Result]) -> Problem | None:
    """The reason of its own, not that another one of the chain was refused."""
    refused = [one for one in results if isinstance(one, Problem)]
    reasons = [one for one in refused if not isinstance(one, wallet.LinkedFailed)]
    return next(iter([*reasons, *refused]), None)


def _ended(db: Db, plan: Plan, problem: Problem | None) -> Plan | Problem:
    """What became of it: a return that the seller cannot pay is owed from then on."""
    if problem is None:
        return plan
    returned = sum(move.amount for move in plan.moves if move.word == "return")
    if not returned or not isinstance(problem, UNABLE):
        return problem
    if plan.before.refund == "owed":
        # Nothing has changed but when it is tried again: that is no step.
        return replace(plan, after=refunding.tried_later(plan.before, db.now), moves=())
    owed = refunding.owing(plan.before, returned, db.now)
    return replace(plan, after=replace(owed, step=plan.after.step, changed_at=db.now), moves=())


async def _keep(db: Db, done: Sequence[Plan]) -> None:
    after = [plan.after for plan in done]
    await store.save(db, after)
    new = [plan for plan in done if plan.after.step > plan.before.step]
    if new:
        await store.add_steps(db, [plan.step for plan in new])
    await schedule_all(db, [(DUE, str(one.id), None, one.due_at) for one in after if one.due_at])
    over = [str(plan.after.id) for plan in done if plan.before.due_at and not plan.after.due_at]
    if over:
        await cancel_all(db, DUE, over)
    await announce_all(db, [*map(_changed, new), *_waiting(done)])


def _changed(plan: Plan) -> Event:
    after = plan.after
    return EscrowChanged(
        escrow_id=after.id,
        of=after.of,
        state=after.state,
        refund=after.refund,
        paid=after.paid,
        refunded=after.refunded,
        released=after.released,
        unsent=after.unsent,
        due_at=after.due_at,
    )


def _waiting(done: Sequence[Plan]) -> list[Event]:
    """Appeals whose time came again without a word of the town's."""
    return [
        AppealWaits(plan.after.id, plan.after.of, plan.after.appealed_at)
        for plan in done
        if isinstance(plan.action, Tick) and plan.after.refund == "appealed"
        if plan.after.appealed_at is not None
    ]
