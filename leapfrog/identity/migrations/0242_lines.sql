-- lowest program version: 1
-- whether this town has lines to others, so that people there can be asked: written from the settings at each
-- start
alter table identity_town add column lines boolean not null default false;
