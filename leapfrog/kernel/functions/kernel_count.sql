-- Counts what people keep up or down, by bytes for each of them; see kernel_usage.
create or replace function kernel_count(p_people uuid[], p_bytes bigint[]) returns void language sql as $$
    insert into kernel_usage as u (person_id, bytes)
    select t.person, sum(t.bytes) from unnest(p_people, p_bytes) t (person, bytes)
    group by 1 having sum(t.bytes) <> 0 order by 1
    on conflict (person_id) do update set bytes = u.bytes + excluded.bytes;
    delete from kernel_usage where person_id = any(p_people) and bytes <= 0;
$$;
