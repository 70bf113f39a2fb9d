-- lowest program version: 3
-- A locker is a machine, too: its line is the same, and what is said there a module above acts on.
alter table vending_machine
    add column kind text not null default 'vending' check (kind in ('vending', 'locker'));
