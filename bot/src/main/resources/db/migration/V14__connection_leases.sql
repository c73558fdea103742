-- Which node takes the events of an account, and until when unless it renews.
create table connection_leases (
  account varchar(128) not null primary key,
  holder varchar(64) not null,
  held_until timestamp(6) with time zone not null
);
