-- lowest program version: 1
-- Where somebody lives now who moved away (`name@town`); empty for who did not. Their account here takes
-- nothing from others any more.
alter table identity_person add column moved_to text not null default '';
update identity_person p set moved_to = there.handle || '@' || there.domain
from fediverse_account f
join fediverse_actor a on a.uri = f.moved_to
join identity_person there on there.id = a.person_id
where f.person_id = p.id and p.kind = 'person';
