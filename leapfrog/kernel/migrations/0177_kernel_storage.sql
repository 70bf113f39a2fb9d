-- lowest program version: 1
-- For whom a file counts against what one person may keep; null: for nobody.
alter table kernel_file add column person_id uuid;
create index kernel_file_person on kernel_file (person_id) include (size) where person_id is not null;

-- How much of what somebody keeps lies in tables, in bytes; counted by the modules whose tables they are.
create table kernel_usage (
    person_id uuid primary key,
    bytes bigint not null
);

-- How much one person may keep, in bytes, written from the settings at each start; no row: any amount.
create table kernel_quota (
    only_one boolean primary key default true check (only_one),
    bytes bigint not null
);

create function kernel_count(p_people uuid[], p_bytes bigint[]) returns void language sql as $$
    insert into kernel_usage as u (person_id, bytes)
    select t.person, sum(t.bytes) from unnest(p_people, p_bytes) t (person, bytes)
    group by 1 having sum(t.bytes) <> 0 order by 1
    on conflict (person_id) do update set bytes = u.bytes + excluded.bytes;
    delete from kernel_usage where person_id = any(p_people) and bytes <= 0;
$$;
