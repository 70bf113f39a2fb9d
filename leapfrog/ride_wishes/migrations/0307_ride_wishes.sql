-- lowest program version: 1
-- Whom riders and drivers want to ride with. A wish that is taken back leaves no row.

-- Said by herself, shown to nobody: 'any': she is a woman, for drivers who take women alone.
create table ride_wishes_rider (
    person_id uuid primary key references identity_person,
    women text not null check (women in ('any', 'preferred', 'only')),
    said_at timestamptz not null
);

-- The same of a driver, which counts once the desk has confirmed it.
create table ride_wishes_woman (
    person_id uuid primary key references identity_person,
    said_at timestamptz not null,
    confirmed_at timestamptz,
    by_id uuid references identity_person,
    takes text not null default 'all' check (takes in ('all', 'women', 'women_from')),
    -- women alone from this hour on until six in the morning, by the clock of `zone` (IANA)
    from_hour smallint check (from_hour between 0 and 23),
    zone text not null default 'UTC',
    check ((takes = 'women_from') = (from_hour is not null)),
    check ((confirmed_at is null) = (by_id is null))
);

-- Only rides that end near there.
create table ride_wishes_home (
    person_id uuid primary key references identity_person,
    lat double precision not null,
    lon double precision not null
);
