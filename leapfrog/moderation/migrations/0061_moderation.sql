-- lowest program version: 1
create table moderation_report (
    id uuid primary key,
    reporter_id uuid references identity_person on delete set null,
    kind text not null check (kind in ('post', 'comment', 'person')),
    ref uuid not null,
    person_id uuid references identity_person on delete set null,
    reason text not null,
    -- what was reported, as it was then
    copy jsonb not null,
    state text not null default 'open' check (state in ('open', 'acted', 'dismissed')),
    at timestamptz not null
);
create index moderation_report_open on moderation_report (at desc) where state = 'open';

-- every act of an operator; rows are only added
create table moderation_decision (
    id uuid primary key,
    operator_id uuid references identity_person on delete set null,
    act text not null,
    person_id uuid references identity_person on delete set null,
    ref text not null,
    reason text not null,
    report_id uuid references moderation_report on delete set null,
    at timestamptz not null
);
create index moderation_decision_person on moderation_decision (person_id, at desc);

create table moderation_appeal (
    decision_id uuid primary key references moderation_decision on delete cascade,
    text text not null,
    state text not null default 'open' check (state in ('open', 'granted', 'refused')),
    answer text not null default '',
    at timestamptz not null,
    answered_at timestamptz
);
