-- What the operations of a batch are about, and what they become: one subject for each id that is named. `own` and
-- `about` say for each operation where in `subjects` its own is and that of its reference; 0: it has none.
-- With a limit each is looked up by itself, whatever the statistics are.
create or replace function wallet_load_subjects(
    p_at timestamptz, p_accounts bigint[], p_ids uuid[], p_references uuid[], p_kinds smallint[],
    out own integer[], out about integer[], out subjects wallet_subject[]
) language plpgsql as $$
declare
    many constant integer := cardinality(p_ids);
    named record; earlier record;
begin
    own := array_fill(0, array[many]); about := own;
    subjects := array_fill(row(0, 0, 0, 0, 0, true)::wallet_subject, array[2 * many]);
    if p_kinds is null then return; end if;
    for named in
        select place, is_own, dense_rank() over (order by id) as slot from (
            select place, id, true as is_own from unnest(p_ids) with ordinality operation (id, place)
            union all
            select place, reference, false
            from unnest(p_references, p_kinds) with ordinality operation (reference, kind, place) where kind >= 2
        ) ids
    loop
        if named.is_own then own[named.place] := named.slot; else about[named.place] := named.slot; end if;
    end loop;
    for earlier in
        select
            about[wanted.place] as slot, done.amount, array_position(p_accounts, done.dr) as payer,
            array_position(p_accounts, done.cr) as payee,
            case
                when done.kind <> 1 then 4 when hold.id is null then 2 when hold.expires <= p_at then 3 else 1
            end as state,
            (done.at at time zone 'UTC')::date = (p_at at time zone 'UTC')::date as is_of_today,
            case when wanted.kind = 4 then (
                select coalesce(sum(refund.amount), 0) from wallet_transfer refund
                where refund.ref = done.id and refund.kind = 4
            ) else 0 end as refunded
        from unnest(p_references, p_kinds) with ordinality wanted (reference, kind, place)
        cross join lateral (
            select * from wallet_transfer where id = wanted.reference and kind in (0, 1, 2) limit 1
        ) done
        left join lateral (select * from wallet_hold where id = done.id limit 1) hold on true
        where wanted.kind >= 2
    loop
        subjects[earlier.slot] := row(
            earlier.state, earlier.amount, earlier.payer, earlier.payee,
            greatest((subjects[earlier.slot]).refunded, earlier.refunded), earlier.is_of_today
        );
    end loop;
end $$;

revoke execute on function wallet_load_subjects from public;
