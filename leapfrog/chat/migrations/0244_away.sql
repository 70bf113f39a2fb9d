-- lowest program version: 1
-- Of two, one lives in another town: what is said is carried there.
alter table chat_conversation add column away boolean not null default false;
update chat_conversation c set away = true from identity_person p
where p.id in (c.one_id, c.other_id) and p.kind = 'remote';
