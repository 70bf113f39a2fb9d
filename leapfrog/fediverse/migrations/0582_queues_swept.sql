-- lowest program version: 1
-- As the queues of the kernel (0580).
alter table fediverse_inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0);
