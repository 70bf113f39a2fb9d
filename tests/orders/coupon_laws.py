"""Laws of coupons that are used for orders: each statement counts what breaks one."""

TOO_MANY = """
select count(*) from (
    select b.id from coupons_batch b join coupons_coupon c on c.batch_id = b.id
    group by b.id having count(*) > b.units
    union all
    select b.id from coupons_batch b join coupons_coupon c on c.batch_id = b.id
    group by b.id, c.person_id having count(*) > b.per_person
) wrong
"""
# A used one belongs to an order that names it; one that an order names and that is not used for it
# was given back, and nothing of that order was ever sent.
WRONGLY_USED = """
select count(*) from (
    select c.id from coupons_coupon c left join orders_order o on o.id = c.order_id
    where c.state = 'used' and not coalesce(
        o.coupons @> jsonb_build_array(jsonb_build_object('id', c.id::text)), false)
    union all
    select c.id from orders_order o, jsonb_array_elements(o.coupons) u
    join coupons_coupon c on c.id = (u ->> 'id')::uuid
    where c.order_id is distinct from o.id and (o.state <> 'returned' or exists (
        select from orders_line l where l.order_id = o.id and l.sent > 0
    ))
) wrong
"""
WRONG_SUM = """
select count(*) from orders_order o
where o.total + (select coalesce(sum((u ->> 'amount')::bigint), 0)
        from jsonb_array_elements(o.coupons) u)
    <> (select sum(n * unit_price) from orders_line where order_id = o.id)
"""
# What was never sent at all, and still has its coupons.
NOT_GIVEN_BACK = """
select count(*) from coupons_coupon c join orders_order o on o.id = c.order_id
where o.state = 'returned' and not exists (
    select from orders_line l where l.order_id = o.id and l.sent > 0
)
"""
