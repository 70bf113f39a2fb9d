-- lowest program version: 1
-- who follows secretly is in no number any more
insert into posts_count as c (ref, slot, followers)
select followed_id, 0, -count(*) from posts_follow where secret and state = 'follows'
group by followed_id
on conflict (ref, slot) do update set followers = c.followers + excluded.followers;
