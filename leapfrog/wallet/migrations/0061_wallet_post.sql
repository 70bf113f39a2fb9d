-- lowest program version: 1
-- The one way in which money moves. One call is one batch: p_acc are the distinct accounts, ascending; p_d and p_c are 1-based
-- places in it. The other arrays have one element for each deed, in the order wanted; ids are distinct.
--   p_kind null: all are plain transfers, unlinked; then p_link and p_seconds are null too
--   p_amount[i] null: a post of the whole hold   p_link[i]: all or none with i + 1   p_seconds[i]: how long a hold lives
-- Answers for each deed a result (0 done, 1 done before, else the first refusal in order of precedence, see wallet.errors.RESULTS),
-- both entry numbers and balances after it, and for what was done before the time of that.
create function wallet_post(
    p_now timestamptz, p_acc bigint[], p_id uuid[], p_d integer[], p_c integer[], p_amount bigint[], p_code smallint[],
    p_ref uuid[], p_kind smallint[], p_link boolean[], p_seconds integer[],
    out result smallint[], out made_at timestamptz, out dr_no bigint[], out cr_no bigint[], out dr_balance bigint[],
    out cr_balance bigint[], out before timestamptz[], out owners uuid[]
) language plpgsql security definer
set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set wallet.writer = 'on' as $$
declare
    n constant integer := cardinality(p_id);
    bal bigint[]; low bigint[]; top bigint[]; no bigint[]; fl smallint[]; cur smallint[]; found_ids bigint[];
    touched smallint; mixed boolean; limited boolean; latest timestamptz; done integer := 0; amounts bigint[] := p_amount;
    d integer; c integer; a bigint; b bigint; i integer; r record;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'wallet_post must see what others just committed: read committed only' using errcode = 'WL002';
    end if;
    -- 1. Lock all accounts in the order of their ids, so that two writers never wait in a ring, and load them. The order of
    -- array_agg over a sorted subquery is nobody's promise, so the ids come along to be compared.
    select
        array_agg(x.balance), array_agg(case when x.credit is null then -4611686018427387904 else x.held - x.credit end),
        array_agg(coalesce(x.most - x.incoming, 4611686018427387904)), array_agg(x.entries), array_agg(x.flags),
        array_agg(x.currency), array_agg(x.id), array_agg(x.owner_id), bit_or(x.flags), min(x.currency) <> max(x.currency),
        bool_or(x.limited), max(x.last_at)
    into bal, low, top, no, fl, cur, found_ids, owners, touched, mixed, limited, latest
    from (
        select
            id, owner_id, currency, credit, most, flags, balance, held, incoming, entries, last_at,
            most_once is not null or most_daily is not null as limited
        from wallet_account where id = any(p_acc) order by id for no key update
    ) x;
    made_at := greatest(p_now, latest); -- within an account time never goes back

    -- 2. What was done before. This statement begins after the locks are held, so it sees every twin that is committed.
    result := array_fill(0::smallint, array[n]);
    dr_no := array_fill(0::bigint, array[n]); cr_no := dr_no; dr_balance := dr_no; cr_balance := dr_no;
    for r in
        select
            u.i, t.at, t.dr_no, t.cr_no, t.dr_balance, t.cr_balance,
            t.dr = p_acc[p_d[u.i]] and t.cr = p_acc[p_c[u.i]] and t.code = p_code[u.i] and t.kind = coalesce(p_kind[u.i], 0)
            and t.ref is not distinct from p_ref[u.i] and t.seconds is not distinct from p_seconds[u.i]
            and (t.amount = p_amount[u.i] or t.kind = 3 or t.kind = 2 and p_amount[u.i] is null) as same
        from wallet_transfer t join unnest(p_id) with ordinality u (id, i) using (id) where t.id = any(p_id)
    loop
        if not r.same then result[r.i] := 3; continue; end if;
        if before is null then before := array_fill(null::timestamptz, array[n]); end if;
        result[r.i] := 1; before[r.i] := r.at; dr_no[r.i] := r.dr_no; cr_no[r.i] := r.cr_no;
        dr_balance[r.i] := r.dr_balance; cr_balance[r.i] := r.cr_balance;
    end loop;

    -- 3. Decide, each deed seeing the ones before it.
    if p_kind is not null or limited or found_ids is distinct from p_acc then
        select w.* into result, dr_no, cr_no, dr_balance, cr_balance, amounts, done
        from wallet_decide(
            made_at, p_acc, p_id, p_d, p_c, p_amount, p_ref, p_kind, p_link, p_seconds, result, dr_no, cr_no, dr_balance,
            cr_balance
        ) w;
    else
        for i in 1..n loop
            continue when result[i] <> 0;
            d := p_d[i]; c := p_c[i]; a := p_amount[i];
            if a <= 0 or a > 1000000000000000 then result[i] := 4; continue; end if;
            if d = c then result[i] := 5; continue; end if;
            if mixed and cur[d] <> cur[c] then result[i] := 7; continue; end if;
            if touched <> 0 then
                if (fl[d] | fl[c]) & 8 <> 0 then result[i] := 16; continue; end if;
                if fl[d] & 3 <> 0 or fl[c] & 4 <> 0 then result[i] := 17; continue; end if;
            end if;
            b := bal[d] - a;
            if b < low[d] then result[i] := 20; continue; end if;
            if bal[c] + a > top[c] then result[i] := 21; continue; end if;
            bal[d] := b; dr_balance[i] := b;
            b := bal[c] + a; bal[c] := b; cr_balance[i] := b;
            b := no[d] + 1; no[d] := b; dr_no[i] := b;
            b := no[c] + 1; no[c] := b; cr_no[i] := b;
            done := done + 1;
        end loop;
        if done > 0 then
            update wallet_account t set balance = u.b, entries = u.v, last_at = made_at, last_xid = pg_current_xact_id()
            from unnest(p_acc, bal, no) u (a, b, v) where t.id = u.a and t.entries <> u.v;
        end if;
    end if;

    -- 4. Write the journal.
    if done > 0 then
        perform wallet_write(
            made_at, p_acc, p_id, p_d, p_c, amounts, p_code, p_ref, p_kind, p_seconds, result, dr_no, cr_no, dr_balance,
            cr_balance
        );
    end if;
end $$;

-- Holds and what becomes of them, refunds, chains, limits, accounts that are not there. The accounts are locked already.
create function wallet_decide(
    p_at timestamptz, p_acc bigint[], p_id uuid[], p_d integer[], p_c integer[], p_amount bigint[], p_ref uuid[],
    p_kind smallint[], p_link boolean[], p_seconds integer[], inout result smallint[], inout dr_no bigint[],
    inout cr_no bigint[], inout dr_balance bigint[], inout cr_balance bigint[], out amounts bigint[], out done integer
) language plpgsql set search_path = public, pg_temp as $$
declare
    n constant integer := cardinality(p_id); today constant date := (p_at at time zone 'UTC')::date;
    -- the accounts; `used` is today's
    there boolean[]; cur smallint[]; fl smallint[]; bal bigint[]; kept bigint[]; inc bigint[]; no bigint[]; low bigint[];
    top bigint[]; once bigint[]; daily bigint[]; used bigint[];
    -- What a deed is about, or is, lies in a slot. state: 0 unknown  1 open hold  2 resolved hold  3 expired hold  4 payment
    own integer[]; about integer[]; state smallint[]; sum bigint[]; sdr integer[]; scr integer[]; back bigint[]; fresh boolean[];
    -- what each deed did, so that a chain can be undone: moved, promised, counted against the day; state of its slot before
    moved bigint[]; promised bigint[]; counted bigint[]; was smallint[];
    d integer; c integer; a bigint; i integer; j integer; s integer; k smallint; res smallint; first integer := 1;
    again integer := 0; news integer := 0; linked boolean; m bigint; h bigint; x bigint; r record;
begin
    select
        array_agg(t.id is not null order by o), array_agg(coalesce(t.currency, 0::smallint) order by o),
        array_agg(coalesce(t.flags, 0::smallint) order by o), array_agg(coalesce(t.balance, 0) order by o),
        array_agg(coalesce(t.held, 0) order by o), array_agg(coalesce(t.incoming, 0) order by o),
        array_agg(coalesce(t.entries, 0) order by o), array_agg(coalesce(-t.credit, -4611686018427387904) order by o),
        array_agg(coalesce(t.most, 4611686018427387904) order by o),
        array_agg(coalesce(t.most_once, 4611686018427387904) order by o),
        array_agg(coalesce(t.most_daily, 4611686018427387904) order by o),
        array_agg(case when t.spent_on = today then t.spent else 0 end order by o)
    into there, cur, fl, bal, kept, inc, no, low, top, once, daily, used
    from unnest(p_acc) with ordinality u (id, o) left join wallet_account t using (id);

    amounts := p_amount; done := 0;
    moved := array_fill(0::bigint, array[n]); promised := moved; counted := moved; was := array_fill(0::smallint, array[n]);
    own := array_fill(0, array[n]); about := own;
    state := array_fill(0::smallint, array[2 * n]); sum := array_fill(0::bigint, array[2 * n]); back := sum;
    sdr := array_fill(0, array[2 * n]); scr := sdr; fresh := array_fill(true, array[2 * n]);
    for r in
        select y.i, y.mine, dense_rank() over (order by y.id) as slot from (
            select u.i, u.id, true as mine from unnest(p_id) with ordinality u (id, i) where p_kind is not null
            union all
            select u.i, u.ref, false from unnest(p_ref, p_kind) with ordinality u (ref, kind, i) where u.kind >= 2
        ) y
    loop
        if r.mine then own[r.i] := r.slot; else about[r.i] := r.slot; end if;
    end loop;
    for r in
        select
            about[u.i] as slot, t.amount, array_position(p_acc, t.dr) as dr, array_position(p_acc, t.cr) as cr,
            case
                when t.kind <> 1 then 4 when o.id is null then 2 when o.expires <= p_at then 3 else 1
            end as state,
            (t.at at time zone 'UTC')::date = today as fresh,
            case when u.kind = 4 then (
                select coalesce(pg_catalog.sum(b.amount), 0) from wallet_transfer b where b.ref = t.id and b.kind = 4
            ) else 0 end as back
        from unnest(p_ref, p_kind) with ordinality u (ref, kind, i)
        join wallet_transfer t on t.id = u.ref and t.kind in (0, 1, 2) left join wallet_hold o on o.id = t.id
        where u.kind >= 2
    loop
        state[r.slot] := r.state; sum[r.slot] := r.amount; sdr[r.slot] := r.dr; scr[r.slot] := r.cr;
        back[r.slot] := greatest(back[r.slot], r.back); fresh[r.slot] := r.fresh;
    end loop;

    i := 1;
    while i <= n loop
        res := result[i]; linked := coalesce(p_link[i], false);
        k := coalesce(p_kind[i], 0::smallint); d := p_d[i]; c := p_c[i]; a := p_amount[i]; s := about[i];
        if linked and i = n then res := 2;
        elsif res = 1 then again := again + 1; res := 0;
        elsif res = 0 then
            news := news + 1;
            if k = 3 then a := 0; end if;
            if a < 0 or a > 1000000000000000 or a = 0 and k <> 3 or a is null and k <> 2 then res := 4;
            elsif d = c then res := 5;
            elsif not (there[d] and there[c]) then res := 6;
            elsif cur[d] <> cur[c] then res := 7;
            elsif k in (2, 3) then
                if state[s] not in (1, 2, 3) then res := 8;
                elsif sdr[s] is distinct from d or scr[s] is distinct from c then res := 9;
                elsif state[s] = 2 then res := 10;
                elsif state[s] = 3 and k = 2 then res := 11;
                elsif a > sum[s] then res := 12;
                elsif k = 2 and (fl[d] | fl[c]) & 8 <> 0 then res := 16;
                end if;
            else
                if k = 4 then
                    if state[s] <> 4 then res := 13;
                    elsif sdr[s] is distinct from c or scr[s] is distinct from d then res := 14;
                    elsif back[s] + a > sum[s] then res := 15;
                    end if;
                end if;
                if res <> 0 then null;
                elsif (fl[d] | fl[c]) & 8 <> 0 then res := 16;
                elsif fl[d] & 3 <> 0 or fl[c] & 4 <> 0 then res := 17;
                elsif k <> 4 and a > once[d] then res := 18;
                elsif k <> 4 and used[d] + a > daily[d] then res := 19;
                elsif bal[d] - kept[d] - a < low[d] then res := 20;
                elsif k <> 4 and bal[c] + inc[c] + a > top[c] then res := 21;
                end if;
            end if;
            if res = 0 then
                m := 0; h := 0; x := 0;
                if k = 0 then m := a; x := a;
                elsif k = 1 then h := a; x := a;
                elsif k = 4 then m := a; back[s] := back[s] + a;
                else
                    if k = 2 then a := coalesce(a, sum[s]); m := a; end if;
                    h := -sum[s]; x := case when fresh[s] then a - sum[s] else 0 end;
                    amounts[i] := case when k = 3 then sum[s] else a end;
                    was[i] := state[s]; state[s] := 2;
                end if;
                if k < 3 and own[i] > 0 then
                    j := own[i]; state[j] := case k when 1 then 1 else 4 end; sum[j] := a; sdr[j] := d; scr[j] := c;
                end if;
                moved[i] := m; promised[i] := h; counted[i] := x; done := done + 1;
                bal[d] := bal[d] - m; bal[c] := bal[c] + m; kept[d] := kept[d] + h; inc[c] := inc[c] + h;
                used[d] := used[d] + x; no[d] := no[d] + 1; no[c] := no[c] + 1;
                dr_no[i] := no[d]; cr_no[i] := no[c]; dr_balance[i] := bal[d]; cr_balance[i] := bal[c];
            end if;
        end if;
        -- A chain is new as a whole, or was done before as a whole.
        if res = 0 and not linked and again > 0 and news > 0 then res := 3; end if;
        if res <> 0 then
            for j in reverse i..first loop
                if dr_no[j] > 0 and result[j] = 0 then
                    d := p_d[j]; c := p_c[j]; k := coalesce(p_kind[j], 0::smallint); m := moved[j]; h := promised[j];
                    bal[d] := bal[d] + m; bal[c] := bal[c] - m; kept[d] := kept[d] - h; inc[c] := inc[c] - h;
                    used[d] := used[d] - counted[j]; no[d] := no[d] - 1; no[c] := no[c] - 1;
                    if k in (2, 3) then state[about[j]] := was[j]; end if;
                    if k = 4 then back[about[j]] := back[about[j]] - m; end if;
                    if own[j] > 0 and k < 3 then state[own[j]] := 0; end if;
                    done := done - 1;
                end if;
                dr_no[j] := 0; result[j] := 22;
            end loop;
            result[i] := res;
            while coalesce(p_link[i], false) and i < n loop
                i := i + 1;
                result[i] := case when i = n and coalesce(p_link[i], false) then 2 else 22 end;
            end loop;
            linked := false;
        end if;
        if not linked then first := i + 1; again := 0; news := 0; end if;
        i := i + 1;
    end loop;
    if done = 0 then return; end if;

    update wallet_account t set
        balance = u.b, entries = u.v, held = u.h, incoming = u.i, spent = u.s, spent_on = today, last_at = p_at,
        last_xid = pg_current_xact_id()
    from unnest(p_acc, bal, no, kept, inc, used) u (a, b, v, h, i, s) where t.id = u.a and t.entries <> u.v;
    -- A hold that is made and resolved in one batch never becomes a row here.
    insert into wallet_hold (id, dr, cr, amount, expires)
    select u.id, p_acc[u.d], p_acc[u.c], u.amount, p_at + u.seconds * interval '1 second'
    from unnest(p_id, p_d, p_c, p_amount, p_kind, p_seconds, result, own) u (id, d, c, amount, kind, seconds, result, own)
    where u.kind = 1 and u.result = 0 and state[u.own] = 1;
    delete from wallet_hold where id = any(array(
        select u.ref from unnest(p_ref, p_kind, result) u (ref, kind, result) where u.kind in (2, 3) and u.result = 0
    ));
end $$;

-- What the hash chain covers of a batch. One array_send for each column costs a fifth of one record_send for each row.
create function wallet_bytes(
    uuid[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], smallint[], smallint[], uuid[], integer[],
    timestamptz
) returns bytea language sql immutable as $$
    select array_send($1) || array_send($2) || array_send($3) || array_send($4) || array_send($5) || array_send($6)
        || array_send($7) || array_send($8) || array_send($9) || array_send($10) || array_send($11) || array_send($12)
        || timestamptz_send($13)
$$;

-- The rows of a batch, and its link in a chain: sha256(the one before || number || rows).
create function wallet_write(
    p_at timestamptz, p_acc bigint[], p_id uuid[], p_d integer[], p_c integer[], p_amount bigint[], p_code smallint[],
    p_ref uuid[], p_kind smallint[], p_seconds integer[], p_result smallint[], p_dr_no bigint[], p_cr_no bigint[],
    p_dr_balance bigint[], p_cr_balance bigint[]
) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    chain wallet_lane; this bigint; size integer; bytes bytea;
begin
    select * into chain from wallet_lane order by lane limit 1 for update skip locked;
    if not found then
        select * into chain from wallet_lane where lane = pg_backend_pid() % 64 for update;
    end if;
    this := nextval('wallet_batch_id'); -- under the lock, so that numbers grow along the chain
    with t as (
        insert into wallet_transfer (
            id, batch, dr, cr, amount, dr_no, cr_no, dr_balance, cr_balance, at, idx, code, kind, ref, seconds
        )
        select
            u.id, this, p_acc[u.d], p_acc[u.c], u.amount, u.dr_no, u.cr_no, u.dr_balance, u.cr_balance, p_at, u.i, u.code,
            coalesce(u.kind, 0::smallint), u.ref, u.seconds
        from unnest(
            p_id, p_d, p_c, p_amount, p_dr_no, p_cr_no, p_dr_balance, p_cr_balance, p_code, p_kind, p_ref, p_seconds, p_result
        ) with ordinality u (id, d, c, amount, dr_no, cr_no, dr_balance, cr_balance, code, kind, ref, seconds, result, i)
        where u.result = 0
        returning *
    )
    select
        count(*), wallet_bytes(
            array_agg(id), array_agg(dr), array_agg(cr), array_agg(amount), array_agg(dr_no), array_agg(cr_no),
            array_agg(dr_balance), array_agg(cr_balance), array_agg(code), array_agg(kind), array_agg(ref), array_agg(seconds),
            p_at
        )
    into size, bytes from t;
    chain.hash := sha256(chain.hash || int8send(this) || bytes);
    insert into wallet_batch (id, lane, prev, size, at, hash) values (this, chain.lane, chain.batch, size, p_at, chain.hash);
    update wallet_lane set batch = this, hash = chain.hash where lane = chain.lane;
end $$;
