-- Locks accounts in the order of their ids, so that two writers never wait in a ring, and loads them. The order of
-- array_agg over a sorted subquery is nobody's promise, so the ids come along to be compared; accounts that are not
-- there are missing.
create or replace function wallet_lock(
    p_accounts bigint[],
    out ids bigint[], out owners uuid[], out balances bigint[], out lowest bigint[], out highest bigint[],
    out entries bigint[], out flags smallint[], out currencies smallint[], out is_limited boolean,
    out latest timestamptz, out once bigint[], out daily bigint[], out used bigint[], out used_on date[]
) language plpgsql as $$
begin
    select
        array_agg(locked.id), array_agg(locked.owner_id), array_agg(locked.balance),
        array_agg(case when locked.credit is null then -4611686018427387904 else locked.held - locked.credit end),
        array_agg(coalesce(locked.most - locked.incoming, 4611686018427387904)), array_agg(locked.entries),
        array_agg(locked.flags), array_agg(locked.currency), bool_or(locked.is_limited), max(locked.last_at),
        array_agg(coalesce(locked.most_once, 4611686018427387904)),
        array_agg(coalesce(locked.most_daily, 4611686018427387904)), array_agg(locked.spent),
        array_agg(locked.spent_on)
    into ids, owners, balances, lowest, highest, entries, flags, currencies, is_limited, latest, once, daily, used,
        used_on
    from (
        select *, most_once is not null or most_daily is not null as is_limited
        from wallet_account where id = any(p_accounts) order by id for no key update
    ) locked;
end $$;

revoke execute on function wallet_lock from public;
