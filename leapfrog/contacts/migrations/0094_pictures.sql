-- lowest program version: 2
-- What makes a card big is a picture in base64, which PostgreSQL tried in vain to press each time the
-- card was written.
alter table contacts_import_draft alter card set storage external;
alter table contacts_contact alter card set storage external;
