-- Run once, by Patroni, when the first server has made its cluster.
create role leapfrog login password '$town_secret';
create role leapfrog_town nologin;
create role leapfrog_reader nologin;
-- The functions of the books set it while they write; the triggers that guard the books ask for it.
grant set on parameter "wallet.writer" to leapfrog;
-- `leapfrog cluster status` shows whether a standby is synchronous.
grant pg_monitor to leapfrog;
create database town owner leapfrog;
