"""Transfers: the one way in which money moves."""

from collections.abc import Iterator, Sequence

from leapfrog.kernel import stream
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db, Row
from leapfrog.kernel.errors import Problem
from leapfrog.wallet import store
from leapfrog.wallet.errors import AGAIN, DONE, ChainOpen, LinkedFailed, TransferIdUsed, refusal
from leapfrog.wallet.model import LARGEST, Deed, Posted, Transfer, WireUUID, chains, stored_id

Result = Posted | Problem
CHANGED = {"t": "changed", "what": "wallet"}
# Places in a batch are kept as smallint.
MOST = 10_000


async def post(db: Db, deeds: Sequence[Deed]) -> list[Result]:
    """Does each deed in order, or says why not; one result per deed.

    A deed sees the ones before it; those that are linked are done or refused together. The same
    deed again (id, payer and all else) answers what it did the first time. A refused deed leaves
    no trace and its id is free. Refusals: `wallet.errors`, in order of precedence.

    Locks the accounts until the transaction ends: call it once, last. Not for transactions of
    one snapshot (`Database.reading`).
    """
    ids = [stored_id(deed.payer, deed.id) for deed in deeds]
    if len(deeds) <= MOST and len(set(ids)) == len(ids):
        return await _post(db, deeds, ids)
    results: list[Result] = []
    for part in _parts(deeds, ids):
        results += await _post(db, *part) if part[1] else _twice(part[0])
    return results


# What comes twice goes the same way both times, so it never meets itself in another batch.
POSTING: HotVerb[Deed, Posted] = HotVerb(post, key=lambda deed: deed.id, one_statement=True)


async def _post(db: Db, deeds: Sequence[Deed], ids: Sequence[WireUUID]) -> list[Result]:
    if not deeds:
        return []
    payers, payees = [deed.payer for deed in deeds], [deed.payee for deed in deeds]
    accounts = sorted({*payers, *payees})
    place = {account: n for n, account in enumerate(accounts, 1)}
    plain = all(type(deed) is Transfer and not deed.linked for deed in deeds)
    done = await store.post(
        db,
        accounts,
        ids,
        [place[payer] for payer in payers],
        [place[payee] for payee in payees],
        [_amount(deed.sum) for deed in deeds],
        [deed.code for deed in deeds],
        [deed.about for deed in deeds],
        None if plain else [deed.kind for deed in deeds],
        None if plain else [deed.linked for deed in deeds],
        None if plain else [deed.seconds for deed in deeds],
    )
    stream.tell(db, {owner for owner in done["owners"] or () if owner}, CHANGED)
    return list(_results(ids, done))


def _results(ids: Sequence[WireUUID], done: Row) -> Iterator[Result]:
    codes, at, payer_no, payee_no, payer_balance, payee_balance, before, _ = done
    for n, code in enumerate(codes):
        if code <= AGAIN:
            yield Posted(
                ids[n],
                at if code == DONE else before[n],
                payer_no[n],
                payee_no[n],
                payer_balance[n],
                payee_balance[n],
                code == AGAIN,
            )
        else:
            yield refusal(code)


def _parts(
    deeds: Sequence[Deed], ids: Sequence[WireUUID]
) -> Iterator[tuple[Sequence[Deed], Sequence[WireUUID]]]:
    """Stretches without the same id twice, cut between chains. A chain that has one twice comes
    alone and without ids.
    """
    first = at = 0
    seen: set[WireUUID] = set()
    for chain in chains(deeds):
        own = set(ids[at : at + len(chain)])
        if seen and (own & seen or len(own) < len(chain) or at + len(chain) - first > MOST):
            yield deeds[first:at], ids[first:at]
            first, seen = at, set()
        if len(own) < len(chain):
            yield chain, ()
            first = at + len(chain)
        else:
            seen |= own
        at += len(chain)
    if first < at:
        yield deeds[first:], ids[first:]


def _amount(given: int | None) -> int | None:
    """What is no amount may be larger than PostgreSQL can read."""
    return given if given is None or 0 <= given <= LARGEST else -1


def _twice(chain: Sequence[Deed]) -> list[Result]:
    """A chain that cannot be done, since it names one id for two deeds."""
    last = ChainOpen() if chain[-1].linked else TransferIdUsed()
    return [*(LinkedFailed() for _ in chain[1:]), last]
