-- lowest program version: 3
-- When tickets are sold, and to which other time a show was moved.
alter table tickets_show add column sale_opens_at timestamptz; -- null: at once
alter table tickets_show add column sale_closes_at timestamptz; -- null: until it is over
alter table tickets_show add column moved_at timestamptz; -- the last time
alter table tickets_show add column was_at timestamptz; -- when it was to begin before that

-- Who may take so many tickets in all before the sale opens to everybody.
create table tickets_right (
    show_id uuid not null references tickets_show,
    person_id uuid not null references identity_person,
    count smallint not null check (count > 0),
    until timestamptz not null,
    primary key (show_id, person_id)
);
create index tickets_right_person on tickets_right (person_id);

-- Given for nothing at the box office, and why.
alter table tickets_order add column comp text;
