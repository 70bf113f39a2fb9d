-- lowest program version: 1
-- When backups were made and, as far as was known then, last proved, for whoever watches the town.
create table backup_made (
    at timestamptz primary key,
    bytes bigint not null check (bytes > 0),
    proved_at timestamptz
);
