-- lowest program version: 1
-- What a ticket would cost without its fare and a voucher; null: the same.
alter table tickets_ticket add column full_price bigint;
alter table tickets_ticket add check (full_price >= price);
alter table tickets_ticket add column fare_id uuid;

-- Seats that are held for a batch of `vouchers`: whoever has one of its codes may have them.
create table tickets_kept_back (
    show_id uuid not null references tickets_show,
    n smallint not null,
    batch_id uuid not null,
    until timestamptz not null,
    primary key (show_id, n)
);

-- An order that friends pay together, each for their own seats; its id is that of who began.
create table tickets_party (
    id uuid primary key references tickets_order,
    show_id uuid not null references tickets_show,
    starter_id uuid not null references identity_person,
    until timestamptz not null,
    made_at timestamptz not null
);
create index tickets_party_starter on tickets_party (starter_id);
alter table tickets_order add column party_id uuid;
create index tickets_order_party on tickets_order (party_id) where party_id is not null;

-- A page of a house, and a hall at a time, are read from what is on sale there.
create index tickets_show_venue on tickets_show (venue_id, starts_at) where state = 'on_sale';
create index tickets_show_hall on tickets_show (hall_id, starts_at) where state = 'on_sale';
