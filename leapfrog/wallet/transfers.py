"""Transfers: the one way in which money moves."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from leapfrog.kernel import stream
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.wallet import store
from leapfrog.wallet.errors import AGAIN, DONE, ChainOpen, LinkedFailed, TransferIdUsed, refusal
from leapfrog.wallet.model import LARGEST, Operation, Posted, Transfer, WireUUID, chains, stored_id

Result = Posted | Problem
CHANGED = {"t": "changed", "what": "wallet"}
# Places in a batch are kept as smallint.
MOST = 10_000


async def post(db: Db, operations: Sequence[Operation], also: Sequence[int] = ()) -> list[Result]:
    """Does each operation in order, or says why not; one result per operation.

    An operation sees the ones before it; those that are linked are done or refused together. The
    same operation again (id, payer and all else) answers what it did the first time. A refused
    operation leaves no trace and its id is free. Refusals: `wallet.errors`, in order of precedence.

    Locks the accounts until the transaction ends: call it once, last (docs/locks.md). Whoever may
    have to move more afterwards names those accounts here (`also`). Not for transactions of one
    snapshot (`Database.reading`).
    """
    ids = [stored_id(operation.payer, operation.id) for operation in operations]
    if len(operations) <= MOST and len(set(ids)) == len(ids):
        return await _post(db, operations, ids, also)
    results: list[Result] = []
    for part in _parts(operations, ids):
        results += await _post(db, *part, also) if part[1] else _twice(part[0])
    return results


# What comes twice goes the same way both times, so it never meets itself in another batch.
POSTING: HotVerb[Operation, Posted] = HotVerb(
    post, key=lambda operation: operation.id, one_statement=True
)


def tell(db: Db, owners: Iterable[UUID | None]) -> None:
    """After the commit, whoever looks at an account of these owners sees it anew. `post` does it;
    who calls `wallet_post` within a function of the database does it themselves.
    """
    stream.tell(db, {owner for owner in owners if owner}, CHANGED)


async def _post(
    db: Db, operations: Sequence[Operation], ids: Sequence[WireUUID], also: Sequence[int]
) -> list[Result]:
    if not operations:
        return []
    payers, payees = (
        [operation.payer for operation in operations],
        [operation.payee for operation in operations],
    )
    accounts = sorted({*payers, *payees, *also})
    place = {account: n for n, account in enumerate(accounts, 1)}
    plain = all(type(operation) is Transfer and not operation.linked for operation in operations)
    done = await store.post(
        db,
        store.OperationColumns(
            accounts=accounts,
            ids=ids,
            payers=[place[payer] for payer in payers],
            payees=[place[payee] for payee in payees],
            amounts=[_amount(operation.sum) for operation in operations],
            codes=[operation.code for operation in operations],
            references=[operation.about for operation in operations],
            kinds=None if plain else [operation.kind for operation in operations],
            links=None if plain else [operation.linked for operation in operations],
            seconds=None if plain else [operation.seconds for operation in operations],
        ),
    )
    tell(db, done.owners or ())
    return list(_results(ids, done))


def _results(ids: Sequence[WireUUID], done: store.BatchResult) -> Iterator[Result]:
    before = done.made_before or ()
    for n, code in enumerate(done.results):
        if code <= AGAIN:
            yield Posted(
                id=ids[n],
                at=done.made_at if code == DONE else before[n],
                payer_no=done.payer_numbers[n],
                payee_no=done.payee_numbers[n],
                payer_balance=done.payer_balances[n],
                payee_balance=done.payee_balances[n],
                again=code == AGAIN,
            )
        else:
            yield refusal(code)


def _parts(
    operations: Sequence[Operation], ids: Sequence[WireUUID]
) -> Iterator[tuple[Sequence[Operation], Sequence[WireUUID]]]:
    """Stretches without the same id twice, cut between chains. A chain that has one twice comes
    alone and without ids.
    """
    first = at = 0
    seen: set[WireUUID] = set()
    for chain in chains(operations):
        own = set(ids[at : at + len(chain)])
        if seen and (own & seen or len(own) < len(chain) or at + len(chain) - first > MOST):
            yield operations[first:at], ids[first:at]
            first, seen = at, set()
        if len(own) < len(chain):
            yield chain, ()
            first = at + len(chain)
        else:
            seen |= own
        at += len(chain)
    if first < at:
        yield operations[first:], ids[first:]


def _amount(given: int | None) -> int | None:
    """What is no amount may be larger than PostgreSQL can read."""
    return given if given is None or 0 <= given <= LARGEST else -1


def _twice(chain: Sequence[Operation]) -> list[Result]:
    """A chain that cannot be done, since it names one id for two operations."""
    last = ChainOpen() if chain[-1].linked else TransferIdUsed()
    return [*(LinkedFailed() for _ in chain[1:]), last]
