-- lowest program version: 3
-- People go out and come in again; some are found by their names.
alter table ticket_gates_scan add column way text not null default 'in'
    check (way in ('in', 'out'));
alter table ticket_gates_scan add column by_name boolean not null default false;

-- How the gates of a show are set up; a show without a row lets nobody in again, by any door.
create table ticket_gates_rules (
    show_id uuid primary key references tickets_show,
    re_entry boolean not null,
    -- [{"name", "categories"}]: a door for these categories alone
    entrances jsonb not null
);

-- Who stands at the gate of a show and works nowhere else in the shop.
create table ticket_gates_helper (
    show_id uuid not null references tickets_show,
    person_id uuid not null references identity_person,
    -- may look for tickets by the names of their holders
    searches boolean not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    primary key (show_id, person_id)
);
create index ticket_gates_helper_person on ticket_gates_helper (person_id);

-- That somebody looked for a name at a gate, not for which.
create table ticket_gates_search (
    id bigint generated always as identity primary key,
    show_id uuid not null references tickets_show,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    found smallint not null
);
create index ticket_gates_search_show on ticket_gates_search (show_id);
create index ticket_gates_search_by on ticket_gates_search (by_id);
