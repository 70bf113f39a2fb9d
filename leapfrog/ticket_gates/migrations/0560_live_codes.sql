-- lowest program version: 1
-- A show may ask for codes that the holder's own phone shows at this moment.
alter table ticket_gates_rules add column live boolean not null default false;
