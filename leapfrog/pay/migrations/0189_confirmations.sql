-- lowest program version: 3
-- What a person confirmed by PIN or passkey: one payment each, until it is made, five minutes are
-- over, or the PIN is a new one.
create table pay_confirmation (
    token_hash bytea primary key,
    person_id uuid not null references identity_person,
    session_id uuid not null, -- the device that confirmed it, and no other
    use text not null, -- in which way it is paid
    id uuid not null, -- under which id
    payee text not null,
    amount bigint not null check (amount > 0),
    expires_at timestamptz not null
);
create index pay_confirmation_person on pay_confirmation (person_id);
create index pay_confirmation_over on pay_confirmation (expires_at);

-- They are not signed any more, and programs that take signed ones are shut out.
alter table pay_town drop column key_id, drop column secret;
