-- lowest program version: 5
-- Client apps, their codes and tokens are a module of their own.
alter table mastodon_app rename to oauth_app;
alter table mastodon_code rename to oauth_code;
alter table mastodon_token rename to oauth_token;
alter index mastodon_app_made rename to oauth_app_made;
alter index mastodon_token_person rename to oauth_token_person;
alter index mastodon_token_app rename to oauth_token_app;
