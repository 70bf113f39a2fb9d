-- lowest program version: 1
create table pay_merchant (
    id uuid primary key,
    name text not null,
    -- the name in letters of ASCII, as printed codes want it
    latin text not null,
    about text not null,
    category text not null,
    picture bytea,
    currency text not null,
    -- accounts of the wallet: takings of the day, and what is the shop's after its close
    pending bigint not null,
    available bigint not null,
    -- whether the day's takings go on to the owner's purse when the day is closed
    pays_out boolean not null default true,
    created_at timestamptz not null,
    closed_at timestamptz
);

create table pay_cashier (
    merchant_id uuid not null references pay_merchant,
    person_id uuid not null references identity_person,
    role text not null check (role in ('owner', 'manager', 'cashier')),
    since timestamptz not null,
    primary key (merchant_id, person_id)
);
create index pay_cashier_person on pay_cashier (person_id);
create unique index pay_cashier_owner on pay_cashier (merchant_id) where role = 'owner';
