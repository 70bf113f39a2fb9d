-- lowest program version: 1
-- By what a process hears the others: nats, or the database, which stands in for it. Whether it was
-- asked to end.
alter table nodes_node
    add column carrier text not null default '',
    add column ends boolean not null default false;
