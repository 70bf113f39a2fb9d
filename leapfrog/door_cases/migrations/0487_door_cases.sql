-- lowest program version: 1
-- Questions about money or goods back of what was paid at the door.
create table door_cases_case (
    id uuid primary key, -- made by who asks
    order_id uuid not null references door_orders_order,
    kind text not null check (kind in ('refund', 'return')),
    state text not null check (state in (
        'asked', 'return_wait', 'returned', 'refused', 'appealed', 'owed', 'given', 'denied', 'dropped'
    )),
    amount bigint not null check (amount > 0), -- what was asked, minor units
    given bigint not null default 0 check (given between 0 and amount), -- what goes back, once that is decided
    judged boolean not null default false, -- the town decided
    sent_back boolean not null default false, -- the goods were sent back, or the shop has them
    paid_by text check (paid_by in ('cash', 'wallet')), -- how it went back
    due_at timestamptz, -- what happens by itself happens then
    opened_at timestamptz not null,
    changed_at timestamptz not null,
    ended_at timestamptz,
    check ((state in ('given', 'denied', 'dropped')) = (ended_at is not null)),
    check ((state = 'given') = (paid_by is not null)),
    check (state not in ('owed', 'given') or given > 0)
);
create index door_cases_case_order on door_cases_case (order_id, opened_at);
create unique index door_cases_case_open on door_cases_case (order_id) where ended_at is null;
create index door_cases_case_state on door_cases_case (state, changed_at, id) where ended_at is null;

-- What it is about: so many units of a line come back, and so much of what was paid for it is asked.
create table door_cases_line (
    case_id uuid not null references door_cases_case,
    no smallint not null,
    n integer not null check (n >= 0),
    amount bigint not null check (amount > 0),
    primary key (case_id, no)
);

-- What both sides and the town did and said.
create table door_cases_entry (
    id uuid primary key, -- made by who says it
    case_id uuid not null references door_cases_case,
    by_id uuid references identity_person, -- null: the clock
    side text not null check (side in ('buyer', 'shop', 'town')),
    act text not null,
    text text not null, -- of a ruling: for the buyer
    at timestamptz not null,
    for_shop text not null default '',
    to_buyer bigint check (to_buyer >= 0)
);
create index door_cases_entry_case on door_cases_entry (case_id, at);
