-- The one way in which money moves. One call is one batch: p_accounts are the distinct accounts, ascending; p_payers
-- and p_payees are 1-based places in it. The other arrays have one element for each operation, in the order wanted; ids
-- are distinct.
--   p_kinds null: all are plain transfers, unlinked; then p_links and p_seconds are null too
--   p_amounts[i] null: a post of the whole hold   p_links[i]: all or none with i + 1
--   p_seconds[i]: how long a hold lives
-- Answers for each operation a result (0 done, 1 done before, else the first refusal in order of precedence, see
-- wallet.errors.RESULTS), both entry numbers and balances after it, and for what was done before the time of that.
-- Each connection keeps the plans that it makes at first, when tables may be empty: none may read a table from end to
-- end, however small it is then.
create or replace function wallet_post(
    p_now timestamptz, p_accounts bigint[], p_ids uuid[], p_payers integer[], p_payees integer[], p_amounts bigint[],
    p_codes smallint[], p_references uuid[], p_kinds smallint[], p_links boolean[], p_seconds integer[],
    out results smallint[], out made_at timestamptz, out payer_numbers bigint[], out payee_numbers bigint[],
    out payer_balances bigint[], out payee_balances bigint[], out made_before timestamptz[], out owners uuid[]
) language plpgsql security definer
set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
set wallet.writer = 'on' as $$
declare
    locked record; repeats record; decided record;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'wallet_post must see what others just committed: read committed only' using errcode = 'WL002';
    end if;
    locked := wallet_lock(p_accounts);
    made_at := greatest(p_now, locked.latest); -- within an account time never goes back
    owners := locked.owners;

    -- This begins after the locks are held, so it sees every twin that is committed.
    repeats := wallet_find_repeats(
        p_accounts, p_ids, p_payers, p_payees, p_amounts, p_codes, p_references, p_kinds, p_seconds
    );
    made_before := repeats.made_before;

    if p_kinds is null and locked.ids = p_accounts then
        decided := wallet_decide_plain(
            made_at, p_accounts, p_payers, p_payees, p_amounts, locked.balances, locked.lowest, locked.highest,
            locked.entries, locked.flags, locked.currencies, locked.is_limited, locked.once, locked.daily,
            locked.used, locked.used_on, repeats.results, repeats.payer_numbers, repeats.payee_numbers,
            repeats.payer_balances, repeats.payee_balances
        );
    else
        decided := wallet_decide(
            made_at, p_accounts, p_ids, p_payers, p_payees, p_amounts, p_references, p_kinds, p_links, p_seconds,
            repeats.results, repeats.payer_numbers, repeats.payee_numbers, repeats.payer_balances,
            repeats.payee_balances
        );
    end if;
    results := decided.results;
    payer_numbers := decided.payer_numbers; payee_numbers := decided.payee_numbers;
    payer_balances := decided.payer_balances; payee_balances := decided.payee_balances;

    if decided.done > 0 then
        perform wallet_write(
            made_at, p_accounts, p_ids, p_payers, p_payees, decided.amounts, p_codes, p_references, p_kinds, p_seconds,
            results, payer_numbers, payee_numbers, payer_balances, payee_balances
        );
    end if;
end $$;

revoke execute on function wallet_post from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_post to leapfrog_town;
    end if;
end $$;
