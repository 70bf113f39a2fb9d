-- Walks all chains after a batch until which they are known to be good (0: from the beginning). Answers for each lane
-- that does not fit its first wrong batch, or -1 where only the end is wrong. Stable: it sees one moment, also while
-- others write.
create or replace function wallet_verify(p_after bigint) returns table (lane smallint, batch bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
    link record; place integer; lanes constant integer := (select max(known.lane) + 1 from wallet_lane known);
    hashes bytea[] := array_fill('\x00'::bytea, array[lanes]); last bigint[] := array_fill(0::bigint, array[lanes]);
    is_wrong boolean[] := array_fill(false, array[lanes]);
begin
    for link in
        select known.lane, good.id, good.hash from wallet_lane known cross join lateral (
            select written.id, written.hash from wallet_batch written
            where written.lane = known.lane and written.id <= p_after order by written.id desc limit 1
        ) good where p_after > 0
    loop
        hashes[link.lane + 1] := link.hash; last[link.lane + 1] := link.id;
    end loop;
    for link in
        select written.id, written.lane, written.prev, written.size, written.hash, content.found, content.bytes
        from wallet_batch written left join (
            select
                rows.batch, count(*) as found, wallet_bytes(
                    array_agg(rows.id), array_agg(rows.dr), array_agg(rows.cr), array_agg(rows.amount),
                    array_agg(rows.dr_no), array_agg(rows.cr_no), array_agg(rows.dr_balance),
                    array_agg(rows.cr_balance), array_agg(rows.code), array_agg(rows.kind), array_agg(rows.ref),
                    array_agg(rows.seconds), min(rows.at)
                ) as bytes
            from (
                select * from wallet_transfer transfer where transfer.batch > p_after
                order by transfer.batch, transfer.idx
            ) rows group by rows.batch
        ) content on content.batch = written.id
        where written.id > p_after order by written.id
    loop
        place := link.lane + 1;
        continue when is_wrong[place];
        hashes[place] := sha256(hashes[place] || int8send(link.id) || coalesce(link.bytes, ''));
        if hashes[place] is distinct from link.hash or link.prev <> last[place]
            or link.size is distinct from link.found
        then
            is_wrong[place] := true; lane := link.lane; batch := link.id; return next;
        end if;
        last[place] := link.id;
    end loop;
    for link in select known.lane, known.batch, known.hash from wallet_lane known loop
        place := link.lane + 1;
        if not is_wrong[place] and (link.batch <> last[place] or link.hash <> hashes[place]) then
            lane := link.lane; batch := -1; return next;
        end if;
    end loop;
end $$;

do $$
declare
    reader text;
begin
    for reader in select rolname from pg_roles where rolname in ('leapfrog_town', 'leapfrog_reader') loop
        execute format('grant execute on function wallet_verify to %I', reader);
    end loop;
end $$;
