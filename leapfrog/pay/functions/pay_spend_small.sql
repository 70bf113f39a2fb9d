-- Counts what these people, each named once, paid on this day without being asked. Answers true.
create or replace function pay_spend_small(p_people uuid[], p_amounts bigint[], p_today date) returns boolean
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    if p_people <> '{}' then
        update pay_safety s set small_on = greatest(small_on, p_today),
            small_spent = case when small_on >= p_today then small_spent else 0 end + g.amount
        from unnest(p_people, p_amounts) as g (person_id, amount) where s.person_id = g.person_id;
    end if;
    return true;
end $$;
