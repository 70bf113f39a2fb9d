-- lowest program version: 3
-- Who pays for whose rides: said yes to once, up to so much in each month, in minor units.
create table ride_payers_consent (
    payer_id uuid not null references identity_person,
    rider_id uuid not null references identity_person,
    monthly bigint not null check (monthly > 0),
    since timestamptz not null,
    primary key (payer_id, rider_id),
    check (payer_id <> rider_id)
);
create index ride_payers_consent_rider on ride_payers_consent (rider_id);

-- What each ride took of it: what is held while it runs, and what it came to.
create table ride_payers_ride (
    -- of rides, which are above this module
    ride_id uuid primary key,
    payer_id uuid not null references identity_person,
    rider_id uuid not null references identity_person,
    amount bigint not null check (amount >= 0),
    at timestamptz not null,
    over boolean not null default false
);
create index ride_payers_ride_payer on ride_payers_ride (payer_id, at);
create index ride_payers_ride_rider on ride_payers_ride (rider_id);
