-- lowest program version: 1
-- The last entry of an account at a moment, and the balance after it; both 0 before the first. Entry numbers and times grow
-- together, so a search by halves finds it.
create function wallet_at(p_account bigint, p_at timestamptz, out no bigint, out balance bigint) language plpgsql stable
set search_path = public, pg_temp as $$
declare high bigint; middle bigint; r record;
begin
    no := 0; balance := 0;
    select entries into high from wallet_account where id = p_account;
    while no < high loop
        middle := (no + high + 1) / 2;
        select t.at, t.dr_balance as after into r from wallet_transfer t where t.dr = p_account and t.dr_no = middle;
        if not found then
            select t.at, t.cr_balance as after into r from wallet_transfer t where t.cr = p_account and t.cr_no = middle;
        end if;
        if r.at <= p_at then no := middle; balance := r.after; else high := middle - 1; end if;
    end loop;
end $$;

-- Walks the chain of one lane after a batch that is known to be good (0: from its beginning). Answers the first batch that does
-- not fit, -1 when only the end does not, null when all fits. Stable: one snapshot, also while others write.
create function wallet_verify(p_lane smallint, p_after bigint) returns bigint language plpgsql stable
set search_path = public, pg_temp as $$
declare r record; run bytea := '\x00'; last bigint := 0;
begin
    if p_after > 0 then
        select b.id, b.hash into last, run from wallet_batch b where b.lane = p_lane and b.id <= p_after order by b.id desc limit 1;
        if not found then last := 0; run := '\x00'; end if;
    end if;
    for r in
        select b.*, t.found, t.bytes
        from wallet_batch b left join (
            select
                batch, count(*) as found, wallet_bytes(
                    array_agg(id), array_agg(dr), array_agg(cr), array_agg(amount), array_agg(dr_no), array_agg(cr_no),
                    array_agg(dr_balance), array_agg(cr_balance), array_agg(code), array_agg(kind), array_agg(ref),
                    array_agg(seconds), min(at)
                ) as bytes
            from (select * from wallet_transfer where batch > last order by batch, idx) x group by batch
        ) t on t.batch = b.id
        where b.lane = p_lane and b.id > last order by b.id
    loop
        run := sha256(run || int8send(r.id) || coalesce(r.bytes, ''));
        if run is distinct from r.hash or r.prev <> last or r.size is distinct from r.found then return r.id; end if;
        last := r.id;
    end loop;
    if (last, run) is distinct from (select (batch, hash) from wallet_lane where lane = p_lane) then return -1; end if;
    return null;
end $$;
