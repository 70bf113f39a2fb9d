-- lowest program version: 1
-- When the log of all that happens was last sent to where others hold it, for whoever watches the
-- town: one row.
create table backup_log_sent (
    one boolean primary key default true check (one),
    at timestamptz not null
);
