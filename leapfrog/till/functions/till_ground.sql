-- What payments at the till stand on, in one round trip. First what their payers may pay without being asked is locked;
-- what comes after that begins when the locks are held, so it sees whatever is committed by then. `accounts` are in the
-- order of p_people, null for who has none yet; `is_known`: one of these intents is there already. A row for each shop
-- with who works there, the first one with all else; one without a shop where none is there.
-- Each connection keeps the plans that it makes at first, when tables may be empty: none may read a table or an index
-- from end to end, however small it is then. So what is there of each id is looked up by itself, and the intents in the
-- order of their ids, which only the index of the ids has.
create or replace function till_ground(
    p_today date, p_payers uuid[], p_people uuid[], p_intents uuid[], p_shops uuid[]
) returns table (
    people uuid[], once bigint[], daily bigint[], spent bigint[], is_known boolean, accounts bigint[], staff uuid[],
    id uuid, name text, latin text, about text, category text, picture bytea, currency text, pending bigint,
    available bigint, pays_out boolean, created_at timestamptz, closed_at timestamptz
) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    locked record; is_one_known boolean; found_accounts bigint[];
begin
    locked := pay_lock_small(p_payers, p_today);
    is_one_known := coalesce(
        (select true from till_intent i where i.id = any(p_intents) order by i.id limit 1), false
    );
    found_accounts := (
        select array_agg((
            select a.account_id from pay_wallet_account a
            where a.person_id = w.person_id and a.currency = t.currency limit 1
        ) order by w.n)
        from pay_town t cross join unnest(p_people) with ordinality w (person_id, n) where t.only_one
    );
    return query select
        case when f.nth = 1 then locked.people end, case when f.nth = 1 then locked.once end,
        case when f.nth = 1 then locked.daily end, case when f.nth = 1 then locked.spent end,
        is_one_known, case when f.nth = 1 then found_accounts end,
        array(select c.person_id from till_cashier c where c.merchant_id = f.id),
        f.id, f.name, f.latin, f.about, f.category, f.picture, f.currency, f.pending, f.available, f.pays_out,
        f.created_at, f.closed_at
    from (
        select m.*, row_number() over () as nth from (select) as one left join till_merchant m on m.id = any(p_shops)
    ) f;
end $$;
