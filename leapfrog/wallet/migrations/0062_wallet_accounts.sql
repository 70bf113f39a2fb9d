-- lowest program version: 1
-- Accounts are opened, and what they may do is changed, by these alone; each change leaves a line in the audit trail.
create function wallet_open(
    p_now timestamptz, p_owner wallet_owner[], p_owner_id uuid[], p_kind wallet_kind[], p_name text[], p_currency text[],
    p_credit bigint[], p_most bigint[], p_once bigint[], p_daily bigint[]
) returns bigint[] language sql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_account (owner, owner_id, kind, name, currency, opened_at, credit, most, most_once, most_daily)
    select u.owner, u.owner_id, u.kind, u.name, c.id, p_now, u.credit, u.most, u.once, u.daily
    from unnest(p_owner, p_owner_id, p_kind, p_name, p_currency, p_credit, p_most, p_once, p_daily) with ordinality
        u (owner, owner_id, kind, name, currency, credit, most, once, daily, o)
    join wallet_currency c on c.code = u.currency
    order by u.o
    on conflict on constraint wallet_account_one do nothing;
    select array_agg(a.id order by u.o)
    from unnest(p_owner_id, p_kind, p_name, p_currency) with ordinality u (owner_id, kind, name, currency, o)
    left join wallet_currency c on c.code = u.currency
    left join wallet_account a on a.owner_id is not distinct from u.owner_id and a.kind = u.kind and a.name = u.name
        and a.currency = c.id;
$$;

create function wallet_note(p_now timestamptz, p_account bigint, p_act text, p_by uuid, p_why text, p_detail jsonb)
returns void language sql set search_path = public, pg_temp as $$
    insert into wallet_audit (account_id, act, by_id, why, detail, at) values (p_account, p_act, p_by, p_why, p_detail, p_now)
$$;

-- Sets and clears flags; answers the flags after it, null where there is no such account. What changes nothing is not noted.
create function wallet_flag(
    p_now timestamptz, p_account bigint, p_set smallint, p_clear smallint, p_act text, p_by uuid, p_why text
) returns smallint language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare old smallint; new smallint;
begin
    select flags into old from wallet_account where id = p_account for no key update;
    new := (old | p_set) & ~p_clear;
    if new <> old then
        update wallet_account set flags = new, last_xid = pg_current_xact_id() where id = p_account;
        perform wallet_note(p_now, p_account, p_act, p_by, p_why, jsonb_build_object('before', old, 'after', new));
    end if;
    return new;
end $$;

-- Closes an account on which nothing lies and nothing is promised; answers false where something does, null for no account.
create function wallet_close(p_now timestamptz, p_account bigint, p_by uuid, p_why text)
returns boolean language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare a wallet_account;
begin
    select * into a from wallet_account where id = p_account for no key update;
    if not found then return null; end if;
    if a.balance <> 0 or a.held <> 0 or a.incoming <> 0 then return false; end if;
    perform wallet_flag(p_now, p_account, 8::smallint, 0::smallint, 'closed', p_by, p_why);
    return true;
end $$;

-- New limits; false where more is used already than the new credit allows, null for no account.
create function wallet_limit(
    p_now timestamptz, p_account bigint, p_credit bigint, p_most bigint, p_once bigint, p_daily bigint, p_by uuid, p_why text
) returns boolean language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare a wallet_account;
begin
    select * into a from wallet_account where id = p_account for no key update;
    if not found then return null; end if;
    if p_credit is not null and a.balance - a.held < -p_credit then return false; end if;
    update wallet_account set
        credit = p_credit, most = p_most, most_once = p_once, most_daily = p_daily, last_xid = pg_current_xact_id()
    where id = p_account;
    perform wallet_note(p_now, p_account, 'limited', p_by, p_why, jsonb_build_object(
        'before', jsonb_build_object('credit', a.credit, 'most', a.most, 'once', a.most_once, 'daily', a.most_daily),
        'after', jsonb_build_object('credit', p_credit, 'most', p_most, 'once', p_once, 'daily', p_daily)
    ));
    return true;
end $$;

-- Takes a person out of their accounts, which are empty (see wallet.archive): the books stay as they are, and nobody can say any
-- more whose these were. Answers how many.
create function wallet_forget(p_now timestamptz, p_owner_id uuid, p_why text)
returns integer language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare nobody uuid := gen_random_uuid(); a bigint; many integer := 0;
begin
    for a in select id from wallet_account where owner_id = p_owner_id order by id for no key update loop
        update wallet_account set owner_id = nobody, flags = flags | 8, last_xid = pg_current_xact_id() where id = a;
        update wallet_audit set by_id = null where account_id = a and by_id = p_owner_id;
        perform wallet_note(p_now, a, 'forgotten', null, p_why, '{}');
        many := many + 1;
    end loop;
    return many;
end $$;

-- A currency that the list of 0060 lacks, or the town's own unit; false when there is one of that code with another exponent.
create function wallet_unit(p_code text, p_exponent smallint, p_of_the_town boolean)
returns boolean language sql security definer set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_currency (code, exponent, of_the_town) values (p_code, p_exponent, p_of_the_town)
    on conflict (code) do nothing;
    select exponent = p_exponent and of_the_town = p_of_the_town from wallet_currency where code = p_code;
$$;

create function wallet_reconciled(
    p_now timestamptz, p_batch bigint, p_transfers bigint, p_heads bytea, p_faults jsonb
) returns bigint language sql security definer set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_reconciliation (at, batch, transfers, heads, faults)
    values (p_now, p_batch, p_transfers, p_heads, p_faults) returning id
$$;
