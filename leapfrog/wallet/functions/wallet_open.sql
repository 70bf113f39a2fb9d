-- Opens accounts, or finds those that are open; answers for each its id, or null where its currency is not known.
-- Accounts are opened, and what they may do is changed, by the functions of this folder alone; each change is noted.
create or replace function wallet_open(
    p_now timestamptz, p_owner wallet_owner[], p_owner_id uuid[], p_kind wallet_kind[], p_name text[],
    p_currency text[], p_credit bigint[], p_most bigint[], p_once bigint[], p_daily bigint[]
) returns bigint[] language sql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_account (owner, owner_id, kind, name, currency, opened_at, credit, most, most_once, most_daily)
    select
        new.owner, new.owner_id, new.kind, new.name, currency.id, p_now, new.credit, new.most, new.once, new.daily
    from unnest(p_owner, p_owner_id, p_kind, p_name, p_currency, p_credit, p_most, p_once, p_daily) with ordinality
        new (owner, owner_id, kind, name, currency, credit, most, once, daily, place)
    join wallet_currency currency on currency.code = new.currency
    order by new.place
    on conflict on constraint wallet_account_one do nothing;
    select array_agg(account.id order by new.place)
    from unnest(p_owner_id, p_kind, p_name, p_currency) with ordinality new (owner_id, kind, name, currency, place)
    left join wallet_currency currency on currency.code = new.currency
    -- Equal owners and none are two looks into the index, which `is not distinct from` does not use.
    left join lateral (
        select owned.id from wallet_account owned where owned.owner_id = new.owner_id
            and owned.kind = new.kind and owned.name = new.name and owned.currency = currency.id
        union all
        select own.id from wallet_account own where own.owner_id is null and new.owner_id is null
            and own.kind = new.kind and own.name = new.name and own.currency = currency.id
    ) account on true;
$$;

revoke execute on function wallet_open from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_open to leapfrog_town;
    end if;
end $$;
