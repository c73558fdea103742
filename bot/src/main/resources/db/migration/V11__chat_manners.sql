-- What people and chats have chosen, where the bot has introduced itself, and the status messages that stand in chats.

create table chat_preferences (
  platform varchar(32) not null,
  -- PERSON or CHAT
  scope varchar(8) not null,
  id varchar(128) not null,
  form varchar(8),
  language varchar(35),
  quiet boolean default false not null,
  free boolean default false not null,
  primary key (platform, scope, id)
);

create table chat_greetings (
  platform varchar(32) not null,
  conversation_id varchar(128) not null,
  primary key (platform, conversation_id)
);

create table status_posts (
  turn_id varchar(26) not null primary key,
  platform varchar(32) not null,
  conversation_id varchar(128) not null,
  message_id varchar(128) not null
);
create index status_posts_platform on status_posts (platform);
