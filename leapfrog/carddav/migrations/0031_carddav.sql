-- lowest program version: 1
-- What a phone chose to call the card (the last part of its address); others are called
-- by their id. A deleted one keeps its name until another takes it, so that phones can be told.
create table carddav_resource (
    contact_id uuid primary key references contacts_contact on delete cascade,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    unique (owner_id, name)
);
