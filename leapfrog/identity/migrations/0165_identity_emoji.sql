-- lowest program version: 1
-- pictures that stand for words in the name, and in what is said about, somebody from elsewhere
alter table identity_person add column emojis jsonb;
