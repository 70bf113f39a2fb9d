-- lowest program version: 1
-- Who waits for tickets of a show: so many, side by side or not. One wish each.
create table tickets_wish (
    show_id uuid not null references tickets_show,
    person_id uuid not null references identity_person,
    count smallint not null check (count between 1 and 50),
    together boolean not null,
    -- null: any
    category smallint,
    state text not null check (state in ('waiting', 'offered', 'left')),
    made_at timestamptz not null,
    -- what was held for them
    order_id uuid references tickets_order,
    primary key (show_id, person_id),
    check ((state = 'offered') = (order_id is not null))
);
create index tickets_wish_queue on tickets_wish (show_id, made_at) where state = 'waiting';
create index tickets_wish_person on tickets_wish (person_id);

-- Tickets whose holders cannot go: somebody else can buy them, for what they cost.
create table tickets_listing (
    ticket_id uuid primary key references tickets_ticket,
    show_id uuid not null references tickets_show,
    seat smallint not null,
    category smallint not null,
    price bigint not null check (price >= 0),
    listed_at timestamptz not null,
    -- who is buying it, or the show itself while those who wait are asked first
    order_id uuid,
    until timestamptz,
    unique (show_id, seat),
    check ((order_id is null) = (until is null))
);
create index tickets_listing_order on tickets_listing (order_id) where order_id is not null;
