-- lowest program version: 1
-- what a person lets others see and do; without a row, what the town begins with
create table chat_settings (
    person_id uuid primary key references identity_person on delete cascade,
    read_marks boolean not null default true,
    presence text not null default 'contacts' check (presence in ('contacts', 'nobody')),
    strangers text not null default 'all' check (strangers in ('all', 'nobody'))
);

-- what somebody showed the operator: the messages as they were then
create table chat_report (
    id uuid primary key,
    reporter_id uuid not null references identity_person on delete cascade,
    conversation_id uuid not null,
    reason text not null,
    messages jsonb not null,
    created_at timestamptz not null
);
create index chat_report_created on chat_report (created_at, id);
