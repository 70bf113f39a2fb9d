-- What these people may pay on this day without being asked, and what of it they did: nobody else changes it until the
-- end of the transaction. Locked in the order of their ids, so that nobody waits in a ring. Who has no row is left out.
create or replace function pay_lock_small(
    p_people uuid[], p_today date, out people uuid[], out once bigint[], out daily bigint[], out spent bigint[]
) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if p_people = '{}' then return; end if;
    select
        array_agg(s.person_id), array_agg(s.small_once), array_agg(s.small_daily),
        array_agg(case when s.small_on >= p_today then s.small_spent else 0 end)
    into people, once, daily, spent
    from (select * from pay_safety where person_id = any(p_people) order by person_id for no key update) s;
end $$;
