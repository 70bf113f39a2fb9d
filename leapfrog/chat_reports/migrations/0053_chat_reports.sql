-- lowest program version: 1
-- what somebody showed the operator: the messages as they were then
create table chat_reports_report (
    id uuid primary key,
    reporter_id uuid not null references identity_person on delete cascade,
    conversation_id uuid not null,
    reason text not null,
    messages jsonb not null,
    created_at timestamptz not null
);
create index chat_reports_report_created on chat_reports_report (created_at, id);
