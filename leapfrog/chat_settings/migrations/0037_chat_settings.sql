-- lowest program version: 1
-- what a person lets others see and do; without a row, what the town begins with
create table chat_settings (
    person_id uuid primary key references identity_person on delete cascade,
    read_marks boolean not null default true,
    presence text not null default 'contacts' check (presence in ('contacts', 'nobody')),
    strangers text not null default 'all' check (strangers in ('all', 'nobody'))
);
