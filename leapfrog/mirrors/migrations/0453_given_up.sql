-- lowest program version: 1
-- Since when the town of before wants a spare kept no more: who holds the key to it can come back for a while.
alter table mirrors_held add column given_up_at timestamptz;
-- When the other town was last found to have lost the spare.
alter table mirrors_spare add column lost_at timestamptz;
