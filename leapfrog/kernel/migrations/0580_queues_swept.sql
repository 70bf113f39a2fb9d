-- lowest program version: 1
-- Rows come and go here all the time, and each look walks what is gone until it is swept. A fifth of
-- the table, as usual, is too much after a burst and too late for a table that is mostly empty.
alter table kernel_event set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0);
alter table kernel_timer set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0);
alter table pgqueuer set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0);

-- In the order in which they are taken: what is due at the same moment need not be sorted each time.
create index kernel_timer_due on kernel_timer (due_at, id);
drop index kernel_timer_due_at;
