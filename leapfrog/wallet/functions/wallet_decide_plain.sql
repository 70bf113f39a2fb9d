-- Plain transfers, each seeing the ones before it. This is the hot loop of the town: it calls nothing, and decides as
-- wallet_refusal does. The accounts are locked already. p_is_limited: some have limits for a payment or a day (p_once,
-- p_daily, and what was spent on which day); else nobody asks for these.
-- `between` and not `=`: rows are looked up one by one in the index. By `=` a plan that was made while the table was
-- small, and is kept, walks through all of it.
create or replace function wallet_decide_plain(
    p_at timestamptz, p_accounts bigint[], p_payers integer[], p_payees integer[], p_amounts bigint[],
    p_balances bigint[], p_lowest bigint[], p_highest bigint[], p_numbers bigint[], p_flags smallint[],
    p_currencies smallint[], p_is_limited boolean, p_once bigint[], p_daily bigint[], p_used bigint[],
    p_used_on date[], inout results smallint[], inout payer_numbers bigint[], inout payee_numbers bigint[],
    inout payer_balances bigint[], inout payee_balances bigint[], out amounts bigint[], out done integer
) language plpgsql as $$
declare
    balances bigint[] := p_balances; numbers bigint[] := p_numbers;
    has_flags constant boolean := 0 <> any(p_flags); is_mixed constant boolean := p_currencies[1] <> any(p_currencies);
    today constant date := (p_at at time zone 'UTC')::date; used bigint[] := p_used;
    payer integer; payee integer; amount bigint; updated bigint;
begin
    amounts := p_amounts; done := 0;
    if p_is_limited then
        for place in 1..cardinality(p_accounts) loop
            if p_used_on[place] is distinct from today then used[place] := 0; end if;
        end loop;
    end if;
    for place in 1..cardinality(p_payers) loop
        continue when results[place] <> 0;
        payer := p_payers[place]; payee := p_payees[place]; amount := p_amounts[place];
        if amount <= 0 or amount > 1000000000000000 then results[place] := 4; continue; end if;
        if payer = payee then results[place] := 5; continue; end if;
        if is_mixed and p_currencies[payer] <> p_currencies[payee] then results[place] := 7; continue; end if;
        if has_flags then
            if (p_flags[payer] | p_flags[payee]) & 8 <> 0 then results[place] := 16; continue; end if;
            if p_flags[payer] & 3 <> 0 or p_flags[payee] & 4 <> 0 then results[place] := 17; continue; end if;
        end if;
        if p_is_limited then
            if amount > p_once[payer] then results[place] := 18; continue; end if;
            if used[payer] + amount > p_daily[payer] then results[place] := 19; continue; end if;
        end if;
        updated := balances[payer] - amount;
        if updated < p_lowest[payer] then results[place] := 20; continue; end if;
        if balances[payee] + amount > p_highest[payee] then results[place] := 21; continue; end if;
        balances[payer] := updated; payer_balances[place] := updated;
        updated := balances[payee] + amount; balances[payee] := updated; payee_balances[place] := updated;
        updated := numbers[payer] + 1; numbers[payer] := updated; payer_numbers[place] := updated;
        updated := numbers[payee] + 1; numbers[payee] := updated; payee_numbers[place] := updated;
        if p_is_limited then used[payer] := used[payer] + amount; end if;
        done := done + 1;
    end loop;
    if done = 0 then return; end if;

    if p_is_limited then
        update wallet_account account set
            balance = changed.balance, entries = changed.entries, spent = changed.spent, spent_on = today,
            last_at = p_at, last_xid = pg_current_xact_id()
        from unnest(p_accounts, balances, numbers, used) changed (id, balance, entries, spent)
        where account.id between changed.id and changed.id and account.entries <> changed.entries;
        return;
    end if;
    update wallet_account account set
        balance = changed.balance, entries = changed.entries, last_at = p_at, last_xid = pg_current_xact_id()
    from unnest(p_accounts, balances, numbers) changed (id, balance, entries)
    where account.id between changed.id and changed.id and account.entries <> changed.entries;
end $$;

revoke execute on function wallet_decide_plain from public;
