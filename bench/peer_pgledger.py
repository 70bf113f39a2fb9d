"""pgledger's own transfer path, `pgledger_create_transfer`: one call and one commit for each, from
pgbench, so that nothing but PostgreSQL works.

It is in no registry. Who has a copy names the file in `BENCH_PGLEDGER`: its pgledger.sql, with the
function `uuid_to_ulid` that it needs. Without one this line of the table stays empty.
"""

import asyncio
import os
from pathlib import Path

import asyncpg

from bench.tpcb import Pgbench

ACCOUNTS = 10_000
OPEN = """
create table bench_account as
select n, (pgledger_create_account('bench ' || n, 'EUR')).id from generate_series(1, 10000) n
"""
KEY = "alter table bench_account add primary key (n)"
PAY = f"""
\\set payer random(1, {ACCOUNTS})
\\set step random(1, {ACCOUNTS - 1})
select pgledger_create_transfer(
    (select id from bench_account where n = :payer),
    (select id from bench_account where n = (:payer - 1 + :step) % {ACCOUNTS} + 1), 1.00);
"""


def rate(dsn: str, home: Path, step: float) -> float | None:
    """Transfers a second; None without a copy."""
    copy = os.environ.get("BENCH_PGLEDGER")
    if not copy:
        return None
    asyncio.run(_opened(dsn, Path(copy).read_text()))
    script = home / "pgledger.pgbench"
    script.write_text(PAY)
    pgbench = Pgbench(dsn, home, "pgledger")
    pgbench.run(step, "-n", "-f", str(script))
    return pgbench.run(step, "-n", "-f", str(script))[0]


async def _opened(dsn: str, schema: str) -> None:
    town = await asyncpg.connect(dsn)
    await town.execute("create database pgledger")
    await town.close()
    ledger = await asyncpg.connect(dsn.replace("/leapfrog?", "/pgledger?"))
    for statement in (schema, OPEN, KEY, "vacuum analyze"):
        await ledger.execute(statement)
    await ledger.close()
