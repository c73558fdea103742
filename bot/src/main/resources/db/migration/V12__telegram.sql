-- Clips that Telegram has already, by bot: file ids are good for one bot only.

create table telegram_files (
  bot bigint not null,
  clip varchar(128) not null,
  kind varchar(8) not null,
  file_id varchar(255) not null,
  primary key (bot, clip, kind)
);
