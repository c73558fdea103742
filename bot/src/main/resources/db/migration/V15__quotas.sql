-- How much people and servers may still ask for: Bucket4j's buckets as it writes them. One that was not touched for two days is full.
create table chat_buckets (
  id varchar(255) not null primary key,
  state bytea not null,
  written_at timestamp(6) with time zone not null
);
create index chat_buckets_written on chat_buckets (written_at);

-- Films that are still to be charged, and to which server besides the person.
create table chat_bills (
  turn_id varchar(26) not null primary key references turns (id) on delete cascade,
  server_id varchar(128)
);
