-- lowest program version: 1
-- Addresses of shops' programs, and what they are told.
create table webhooks_hook (
    id uuid primary key,
    merchant_id uuid not null references till_merchant,
    url text not null,
    events text[] not null,
    state text not null default 'active' check (state in ('active', 'off', 'dead')),
    secret bytea not null,
    old_secret bytea,
    old_until timestamptz,
    made_at timestamptz not null,
    failing_since timestamptz,
    -- of who speaks with it at the moment
    leased_until timestamptz
);
create index webhooks_hook_merchant on webhooks_hook (merchant_id);

create table webhooks_delivery (
    id uuid primary key,
    hook_id uuid not null references webhooks_hook on delete cascade,
    event_id uuid not null,
    kind text not null,
    body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
    tries integer not null default 0,
    made_at timestamptz not null,
    due_at timestamptz not null,
    tried_at timestamptz,
    status integer,
    trouble text not null default '',
    took_ms integer,
    -- of what happened once, each address is told once
    unique (hook_id, event_id)
);
create index webhooks_delivery_due on webhooks_delivery (hook_id, due_at) where state = 'waiting';
create index webhooks_delivery_log on webhooks_delivery (hook_id, made_at desc, id desc);
create index webhooks_delivery_old on webhooks_delivery (made_at);
