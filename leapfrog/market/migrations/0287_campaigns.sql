-- lowest program version: 1
-- Campaign days: the operator declares them, shops enrol variants at a lower price.
create table market_campaign (
    id uuid primary key,
    title text not null,
    titles jsonb not null, -- {language: title}
    rules text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    by_id uuid not null references identity_person,
    state text not null check (state in ('announced', 'running', 'over', 'called_off')),
    check (starts_at < ends_at)
);
create index market_campaign_state on market_campaign (state, starts_at);

create table market_enrolment (
    campaign_id uuid not null references market_campaign,
    variant_id uuid not null references market_variant,
    price bigint not null check (price between 1 and 1000000000),
    -- the lowest price of the 30 days before it was enrolled
    lowest bigint not null check (lowest > price),
    before bigint, -- what it cost when the campaign began, to which it goes back
    state text not null check (state in ('enrolled', 'reduced', 'refused', 'over')),
    at timestamptz not null,
    primary key (campaign_id, variant_id)
);
create index market_enrolment_variant on market_enrolment (variant_id);
