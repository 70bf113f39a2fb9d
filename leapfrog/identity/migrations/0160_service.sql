-- lowest program version: 1
-- Whether an account says of itself that it is a shop, an office or a program, and no private person.
alter table identity_person add column service boolean not null default false;
