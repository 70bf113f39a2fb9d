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

-- Walks all chains after a batch until which they are known to be good (0: from the beginning). Answers for each lane that does
-- not fit its first wrong batch, or -1 where only the end is wrong. Stable: it sees one moment, also while others write.
create function wallet_verify(p_after bigint) returns table (lane smallint, batch bigint) language plpgsql stable
set search_path = public, pg_temp as $$
declare
    r record; place integer; many constant integer := (select max(l.lane) + 1 from wallet_lane l);
    run bytea[] := array_fill('\x00'::bytea, array[many]); last bigint[] := array_fill(0::bigint, array[many]);
    wrong boolean[] := array_fill(false, array[many]);
begin
    for r in
        select l.lane, b.id, b.hash from wallet_lane l cross join lateral (
            select c.id, c.hash from wallet_batch c where c.lane = l.lane and c.id <= p_after order by c.id desc limit 1
        ) b where p_after > 0
    loop
        run[r.lane + 1] := r.hash; last[r.lane + 1] := r.id;
    end loop;
    for r in
        select b.id, b.lane, b.prev, b.size, b.hash, t.found, t.bytes
        from wallet_batch b left join (
            select
                x.batch, count(*) as found, wallet_bytes(
                    array_agg(x.id), array_agg(x.dr), array_agg(x.cr), array_agg(x.amount), array_agg(x.dr_no),
                    array_agg(x.cr_no), array_agg(x.dr_balance), array_agg(x.cr_balance), array_agg(x.code), array_agg(x.kind),
                    array_agg(x.ref), array_agg(x.seconds), min(x.at)
                ) as bytes
            from (select * from wallet_transfer t where t.batch > p_after order by t.batch, t.idx) x group by x.batch
        ) t on t.batch = b.id
        where b.id > p_after order by b.id
    loop
        place := r.lane + 1;
        continue when wrong[place];
        run[place] := sha256(run[place] || int8send(r.id) || coalesce(r.bytes, ''));
        if run[place] is distinct from r.hash or r.prev <> last[place] or r.size is distinct from r.found then
            wrong[place] := true; lane := r.lane; batch := r.id; return next;
        end if;
        last[place] := r.id;
    end loop;
    for r in select l.lane, l.batch, l.hash from wallet_lane l loop
        place := r.lane + 1;
        if not wrong[place] and (r.batch <> last[place] or r.hash <> run[place]) then
            lane := r.lane; batch := -1; return next;
        end if;
    end loop;
end $$;
