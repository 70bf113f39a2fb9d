-- lowest program version: 1
-- A pre-sale: some units of a variant for a deposit now and the rest in a time that is said before.
create table presales_presale (
    id uuid primary key, -- made by who enrols it
    merchant_id uuid not null, -- of `market`, as are the three below
    item_id uuid not null,
    variant_id uuid not null,
    campaign_id uuid,
    -- as it was called then
    title text not null,
    options text[] not null,
    picture uuid,
    by_id uuid not null references identity_person, -- who enrolled it
    units integer not null check (units > 0),
    full_price bigint not null, -- minor units, gross: without the deposit
    price bigint not null check (price between 2 and 1000000000), -- what is paid in all
    deposit bigint not null check (deposit > 0 and deposit < price),
    counts bigint not null check (counts >= deposit), -- so much the deposit takes off `full_price`
    currency text not null,
    kept boolean not null, -- who does not pay the rest loses the deposit
    closes_at timestamptz not null, -- deposits until then
    rest_from timestamptz not null,
    rest_by timestamptz not null,
    sends_by timestamptz not null,
    state text not null check (state in ('open', 'over', 'called_off')),
    ended_why text,
    shelved boolean not null default false, -- what nobody took lies in the shop again
    reminded boolean not null default false,
    pool_id uuid not null, -- of `stock`: what can be had
    from_pool uuid not null, -- where it came from
    created_at timestamptz not null,
    check (full_price = price + counts - deposit),
    check (created_at < closes_at and closes_at <= rest_from and rest_from < rest_by),
    check (rest_by <= sends_by)
);
create index presales_presale_new on presales_presale (created_at desc, id desc);
create index presales_presale_item on presales_presale (item_id, created_at desc);
create index presales_presale_merchant on presales_presale (merchant_id, created_at desc);
create index presales_presale_campaign on presales_presale (campaign_id, created_at desc)
    where campaign_id is not null;

-- Somebody paid the deposit; the unit is theirs from then on.
create table presales_booking (
    id uuid primary key, -- made by the device of who pays
    presale_id uuid not null references presales_presale,
    person_id uuid not null references identity_person,
    trade_id uuid not null unique, -- of `escrow`; the id of the order once the rest is paid
    right_id uuid, -- of `orders`: to pay the rest, once it is time
    deposit bigint not null,
    price bigint not null,
    state text not null check (state in ('deposited', 'paid', 'back', 'kept')),
    why text check (why in ('buyer', 'shop', 'time')),
    at timestamptz not null,
    ended_at timestamptz
);
-- One a person at a time.
create unique index presales_booking_person on presales_booking (presale_id, person_id)
    where state in ('deposited', 'paid');
create index presales_booking_open on presales_booking (presale_id, id) where state = 'deposited';
create index presales_booking_of on presales_booking (person_id, at desc, id desc);
