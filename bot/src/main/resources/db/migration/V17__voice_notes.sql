-- Answers as voice notes, and voices chosen apart from the faces. Forms have longer names than before.

alter table turns alter column form set data type varchar(16);
alter table turns add column speaker varchar(64);
alter table turns add column voice_clip varchar(128);
create index turns_voice on turns (voice_clip);

alter table chat_preferences alter column form set data type varchar(16);
alter table chat_preferences add column speaker varchar(64);
