-- lowest program version: 1
-- Deliveries as they were agreed on, their parcels, and who carries and keeps these.
create table parcels_address (
    person_id uuid not null references identity_person,
    id uuid not null, -- made by the person
    label text not null,
    name text not null,
    phone text not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    -- from the largest down: province, city, county, township, village
    divisions text[] not null,
    line text not null, -- street and number, or how people there find it
    plus_code text not null,
    lat double precision,
    lon double precision,
    is_default boolean not null,
    at timestamptz not null,
    primary key (person_id, id),
    check ((lat is null) = (lon is null))
);
create unique index parcels_address_default on parcels_address (person_id) where is_default;

-- How a shop sends, and for how much; a price that is null: not in that way.
create table parcels_terms (
    merchant_id uuid primary key,
    own_price bigint check (own_price >= 0),
    courier_price bigint check (courier_price >= 0),
    point_price bigint check (point_price >= 0),
    -- what is paid before that minute of the day (UTC) leaves on the same day
    cutoff integer not null check (cutoff between 0 and 1439),
    -- days of the week on which it sends, Monday is 1
    weekdays integer[] not null,
    handling_days integer not null check (handling_days between 0 and 30),
    changed_at timestamptz not null
);

-- A kiosk that keeps parcels until they are fetched.
create table parcels_point (
    merchant_id uuid primary key,
    state text not null check (state in ('asked', 'open', 'refused', 'closed')),
    about text not null,
    lat double precision not null,
    lon double precision not null,
    shelves text[] not null,
    capacity integer not null check (capacity between 1 and 10000),
    keeps_days integer not null check (keeps_days between 1 and 30),
    fee bigint not null check (fee >= 0), -- for each parcel that is handed out, minor units
    reason text not null,
    -- wrong codes in a row
    tries integer not null default 0,
    locked_until timestamptz,
    asked_by uuid not null references identity_person,
    at timestamptz not null
);

-- Who carries for every shop. Staff of a shop carry for that shop without a row here.
create table parcels_courier (
    person_id uuid primary key references identity_person,
    state text not null check (state in ('asked', 'approved', 'refused', 'stopped')),
    about text not null,
    fee bigint not null check (fee >= 0), -- for each parcel that is brought, minor units
    reason text not null,
    at timestamptz not null
);

-- Somebody without a phone, who has a paper card: a handle and a secret.
create table parcels_receiver (
    id uuid primary key,
    handle text not null unique,
    name text not null,
    address text not null,
    secret_hash text not null, -- Argon2 of the eight digits of the card
    free_up_to bigint not null check (free_up_to >= 0), -- cheaper orders need no digits
    tries integer not null default 0,
    locked_until timestamptz,
    made_by uuid not null references identity_person,
    at timestamptz not null
);

-- What was agreed on: who gets it where, for how much, by when. For an order its id is the order's.
create table parcels_delivery (
    id uuid primary key,
    merchant_id uuid not null,
    buyer_id uuid references identity_person, -- null: the shop sends it to somebody without an order
    service text not null check (service in ('own', 'courier', 'point')),
    -- forgotten once it is over
    for_name text not null,
    for_phone text not null,
    for_address text not null,
    lat double precision,
    lon double precision,
    receiver_id uuid references parcels_receiver,
    point_id uuid references parcels_point,
    code text not null check (code ~ '^[0-9]{6}$'), -- whoever says it gets the parcels
    price bigint not null check (price >= 0), -- paid by the buyer, beside the goods
    fee bigint not null check (fee >= 0), -- of the point, for each parcel
    cash bigint not null default 0 check (cash >= 0), -- to be taken at the door
    currency text not null,
    promised_for date not null,
    -- where the price went
    settled text check (settled in ('shop', 'buyer', 'free')),
    created_at timestamptz not null,
    ended_at timestamptz,
    check ((service = 'point') = (point_id is not null)),
    check (cash = 0 or buyer_id is null)
) with (fillfactor = 70);
create index parcels_delivery_buyer on parcels_delivery (buyer_id, created_at);
create index parcels_delivery_merchant on parcels_delivery (merchant_id, created_at desc);

create table parcels_parcel (
    id uuid primary key,
    delivery_id uuid not null references parcels_delivery,
    number text not null unique,
    carrier text not null,
    carrier_number text not null, -- of a carrier from elsewhere
    state text not null check (state in (
        'announced', 'collected', 'on_the_way', 'at_point', 'failed', 'received', 'returning',
        'returned', 'lost', 'called_off'
    )),
    weight_g integer check (weight_g > 0),
    contents jsonb not null, -- {line: units} of the order
    courier_id uuid references identity_person, -- who has it now, or had it last
    point_id uuid references parcels_point, -- where it lies now
    shelf text not null default '',
    failures integer not null default 0,
    proof text check (proof in ('code', 'signature')),
    signature text not null default '', -- who signed for it
    -- wrong codes in a row, at the door
    tries integer not null default 0,
    locked_until timestamptz,
    fee_paid_at timestamptz,
    announced_at timestamptz not null,
    changed_at timestamptz not null,
    due_at timestamptz,
    ended_at timestamptz,
    check ((state = 'received') = (proof is not null)),
    check ((state = 'at_point') = (point_id is not null))
) with (fillfactor = 70);
create index parcels_parcel_delivery on parcels_parcel (delivery_id);
create index parcels_parcel_point on parcels_parcel (point_id, shelf) where point_id is not null;
create index parcels_parcel_courier on parcels_parcel (courier_id) where ended_at is null;
create index parcels_parcel_open on parcels_parcel (announced_at) where ended_at is null;

-- What happened with a parcel; never changed.
create table parcels_event (
    id uuid primary key, -- made by who did it
    parcel_id uuid not null references parcels_parcel,
    act text not null,
    state text not null, -- after it
    by_id uuid references identity_person, -- null: the clock
    role text not null check (role in ('shop', 'courier', 'point', 'desk', 'buyer', 'clock')),
    reason text not null,
    at timestamptz not null,
    no integer not null,
    unique (parcel_id, no)
);

-- Cash that a courier took at doors, and what was counted of it.
create table parcels_cash (
    parcel_id uuid primary key references parcels_parcel,
    courier_id uuid not null references identity_person,
    merchant_id uuid not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    taken_at timestamptz not null,
    count_id uuid
);
create index parcels_cash_open on parcels_cash (courier_id, merchant_id) where count_id is null;

-- The shop counts what a courier hands in.
create table parcels_cash_count (
    id uuid primary key,
    courier_id uuid not null references identity_person,
    merchant_id uuid not null,
    expected bigint not null check (expected > 0),
    counted bigint not null check (counted >= 0),
    by_id uuid not null references identity_person,
    at timestamptz not null
);
create index parcels_cash_count_courier on parcels_cash_count (courier_id, at);
