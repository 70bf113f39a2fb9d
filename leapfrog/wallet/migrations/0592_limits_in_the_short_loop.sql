-- lowest program version: 1
-- Limits for a payment and for a day are looked at in the short loop, too, which is told them.
drop function if exists wallet_lock(bigint[]);
drop function if exists wallet_decide_plain(
    timestamptz, bigint[], integer[], integer[], bigint[], bigint[], bigint[], bigint[], bigint[], smallint[],
    smallint[], smallint[], bigint[], bigint[], bigint[], bigint[]
);
