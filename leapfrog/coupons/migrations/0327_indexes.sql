-- lowest program version: 1
-- What somebody made for their shop is found when they take their data out, or leave.
create index coupons_batch_maker on coupons_batch (made_by);
-- How many of a batch are used is counted without the others.
create index coupons_coupon_used on coupons_coupon (batch_id) where state = 'used';
