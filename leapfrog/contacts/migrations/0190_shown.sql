-- lowest program version: 1
-- What the person of a contact showed of themselves when its owner left another town: it no longer changes
-- by itself, and gives way to what they show once both are connected. [{kind, label, value}, ...]
alter table contacts_contact add column shown jsonb not null default '[]';
