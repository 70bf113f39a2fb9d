-- lowest program version: 1
-- What gates read, as it was in `tickets_scan`: gates are a module of their own.
create table ticket_gates_scan (
    id uuid primary key, -- made by the gate
    show_id uuid not null references tickets_show,
    ticket_id uuid,
    gate text not null,
    by_id uuid not null references identity_person,
    at timestamptz not null,
    came_at timestamptz not null,
    offline boolean not null,
    outcome text not null
);
create index ticket_gates_scan_show on ticket_gates_scan (show_id, at desc);
create index ticket_gates_scan_ticket on ticket_gates_scan (ticket_id) where ticket_id is not null;
create index ticket_gates_scan_by on ticket_gates_scan (by_id);
insert into ticket_gates_scan
    (id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome)
select id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome from tickets_scan;
drop table tickets_scan;
