-- lowest program version: 1
-- who runs the town: a person is made an operator by whoever runs the program, and only then; the
-- handles that the settings name are kept for that, and joined with a code that works once
alter table identity_person add column operator boolean not null default false;
update identity_person p set operator = true
from identity_town t where p.domain = '' and p.kind = 'person' and p.handle = any(t.operators);

create table identity_operator_code (
    handle text primary key,
    code_hash bytea not null,
    expires_at timestamptz not null
);
