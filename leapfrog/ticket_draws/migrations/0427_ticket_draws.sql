-- lowest program version: 3
-- Who may take tickets of a show before its sale opens to everybody, by lot.
create table ticket_draws_draw (
    show_id uuid primary key references tickets_show,
    merchant_id uuid not null,
    by_id uuid not null references identity_person, -- who announced it
    rights integer not null check (rights > 0), -- so many people at a time
    each smallint not null check (each > 0), -- may take so many tickets
    buy_hours integer not null check (buy_hours between 1 and 168),
    registered_before timestamptz not null, -- younger accounts do not take part
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    state text not null check (state in ('announced', 'closed', 'drawn', 'over', 'called_off')),
    -- each party commits to a seed before anybody takes part; the town's is shown after the maker's
    town_seed bytea not null check (length(town_seed) = 32),
    maker_commitment bytea not null check (length(maker_commitment) = 32),
    maker_seed bytea check (length(maker_seed) = 32),
    root bytea check (length(root) = 32), -- SHA-256 of the closed list
    entries integer not null default 0,
    drawn_at timestamptz,
    drawn_rights integer, -- so many were given by the draw
    ended_why text,
    made_at timestamptz not null,
    check (opens_at < closes_at)
);

create table ticket_draws_entry (
    id uuid primary key, -- made by the device of who takes part
    show_id uuid not null references ticket_draws_draw,
    person_id uuid references identity_person, -- null: erased; it stays in the list
    at timestamptz not null
);
create unique index ticket_draws_entry_person on ticket_draws_entry (show_id, person_id);
create index ticket_draws_entry_show on ticket_draws_entry (show_id, id);
create index ticket_draws_entry_of on ticket_draws_entry (person_id);

-- The closed list as docs/drops.md has it: 17 bytes each in the order of their ids, the last one 0.
create table ticket_draws_list (
    show_id uuid primary key references ticket_draws_draw,
    entries bytea not null
);

-- Whose turn it is, as far as it was needed: a smaller key comes first.
create table ticket_draws_place (
    show_id uuid not null references ticket_draws_draw,
    key bytea not null,
    entry_id uuid not null references ticket_draws_entry,
    given_at timestamptz,
    primary key (show_id, key)
);
create unique index ticket_draws_place_entry on ticket_draws_place (entry_id);
