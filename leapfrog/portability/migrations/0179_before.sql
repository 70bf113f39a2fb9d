-- lowest program version: 1
-- What was left of people who were erased before erasing took it: what they had sent was served on.
create temporary table erased on commit drop as
select id from identity_person where kind = 'erased';

delete from chat_attachment a using chat_member b, chat_message m
where b.person_id in (select id from erased) and m.conversation_id = b.conversation_id
    and m.sender_id = b.person_id and a.conversation_id = m.conversation_id and a.seq = m.seq;
-- The next sweep takes files that are in no message, and their bytes; what others passed on is theirs.
update chat_file f set owner_id = heir.person_id from (
    select distinct on (a.file_id) a.file_id, m.person_id
    from chat_file own join chat_attachment a on a.file_id = own.id
    join chat_message s on s.conversation_id = a.conversation_id and s.seq = a.seq
    join chat_member m on m.conversation_id = a.conversation_id
    join identity_person p on p.id = m.person_id and p.kind = 'person'
    where own.owner_id in (select id from erased)
    order by a.file_id, m.person_id = s.sender_id desc, s.created_at, m.person_id
) heir where f.id = heir.file_id;
update chat_group g set announcement = '' from chat_message m
where m.conversation_id = g.conversation_id and m.sender_id in (select id from erased)
    and m.kind = 'system' and m.meta ->> 'what' = 'announced' and m.meta ->> 'text' = g.announcement;
update chat_message m set meta = m.meta - 'text' from chat_member b
where b.person_id in (select id from erased) and m.conversation_id = b.conversation_id
    and m.sender_id = b.person_id and m.kind = 'system' and m.meta ? 'text';
update chat_member set name = '' where person_id in (select id from erased) and name <> '';

delete from posts_mute where kind = 'person' and value in (select id::text from erased);
delete from posts_limited where person_id in (select id from erased);
update posts_report set reason = '' where reporter_id in (select id from erased);
delete from posts_appeal a using posts_decision d
where d.id = a.decision_id and d.person_id in (select id from erased);

update pay_transfer t set note = '' from pay_request r
where r.id = t.request_id and r.asker_id in (select id from erased);
update pay_intent set note = '' where by_id in (select id from erased) and note <> '';
update pay_refund set why = '' where by_id in (select id from erased) and why <> '';
-- Only an owner who is erased leaves a shop without one.
create temporary table left_shop on commit drop as
select m.id from pay_merchant m where m.closed_at is not null and not exists (
    select from pay_cashier c where c.merchant_id = m.id and c.role = 'owner'
);
update pay_merchant set name = '', latin = '', about = '' where id in (select id from left_shop);
delete from wallet_owner_name where owner_id in (select id from left_shop);
update vending_slot s set name = '' from vending_machine m
where m.id = s.machine_id and m.merchant_id in (select id from left_shop);
update vending_machine set name = '', place = '' where merchant_id in (select id from left_shop);
update rides_ride set plate = '' where driver_id in (select id from erased);

delete from fediverse_follow
where follower_id in (select id from erased) or followed_id in (select id from erased);

-- For whom the files count that are here already: not take-outs, which the town makes.
update kernel_file f set person_id = f.owner_id from identity_person p
where p.id = f.owner_id and f.purpose <> 'takeout';
update kernel_file f set person_id = c.owner_id from chat_file c where c.id = f.owner_id;
update kernel_file f set person_id = p.owner_id from posts_file p where p.id = f.owner_id;
update kernel_file f set person_id = c.person_id from pay_cashier c
where c.merchant_id = f.owner_id and c.role = 'owner';
