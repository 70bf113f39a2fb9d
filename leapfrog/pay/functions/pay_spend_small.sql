-- Counts what these people, each named once, paid on this day without being asked. Answers true.
-- `between` and not `=`: rows are looked up one by one in the index. By `=` a plan that was made while the table was
-- small, and is kept, walks through all of it. PostgreSQL expects a ninth of the table of it, which is no reason to
-- compile the plan.
create or replace function pay_spend_small(p_people uuid[], p_amounts bigint[], p_today date) returns boolean
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
begin
    if p_people <> '{}' then
        update pay_safety s set small_on = greatest(small_on, p_today),
            small_spent = case when small_on >= p_today then small_spent else 0 end + g.amount
        from unnest(p_people, p_amounts) as g (person_id, amount) where s.person_id between g.person_id and g.person_id;
    end if;
    return true;
end $$;
