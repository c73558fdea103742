-- Tokens by which the uses of commands are answered, for fifteen minutes.
create table discord_tickets (
  event_id varchar(128) not null primary key,
  token varchar(1000) not null,
  good_until timestamp(6) with time zone not null
);

-- Up to which message each conversation has been taken in.
create table discord_watermarks (
  conversation_id varchar(128) not null primary key,
  message_id bigint not null,
  seen_at timestamp(6) with time zone not null
);
create index discord_watermarks_seen on discord_watermarks (seen_at);
