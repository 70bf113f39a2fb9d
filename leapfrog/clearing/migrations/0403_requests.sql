-- lowest program version: 1
-- Somebody here asks somebody of another town for money ('out'), or is asked ('in').
create table clearing_request (
    id uuid primary key,
    wire_id uuid not null,
    domain text not null references clearing_partner,
    direction text not null check (direction in ('out', 'in')),
    person_id uuid not null references identity_person,
    other_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    currency text not null,
    note text not null,
    state text not null check (state in ('waiting', 'paid', 'declined', 'cancelled')),
    made_at timestamptz not null,
    ended_at timestamptz,
    unique (domain, direction, wire_id)
);
create index clearing_request_person on clearing_request (person_id, made_at);
create index clearing_request_other on clearing_request (other_id);
alter table clearing_payment
    add constraint clearing_payment_request foreign key (request_id) references clearing_request;
create index clearing_payment_request on clearing_payment (request_id) where request_id is not null;
