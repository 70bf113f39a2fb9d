-- lowest program version: 1
-- Whether one person has another one is asked from both sides; by the person alone, all who have somebody whom many
-- know were walked each time.
drop index contacts_contact_of;
create index contacts_contact_of on contacts_contact (person_id, owner_id) where person_id is not null;
