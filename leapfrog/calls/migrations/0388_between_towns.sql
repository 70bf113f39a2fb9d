-- lowest program version: 1
-- A call with somebody of another town: `town` is the domain of that town, whose device is known there alone.
alter table calls_call add column town text;
alter table calls_call alter column caller_session drop not null;
alter table calls_call add check (caller_session is not null or town is not null);
alter table calls_call drop constraint calls_call_outcome_check;
alter table calls_call add constraint calls_call_outcome_check
    check (outcome in ('answered', 'missed', 'declined', 'cancelled', 'busy', 'unreachable'));
