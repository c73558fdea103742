-- How a message is to be answered, edits of messages, and recordings that still lie with their platform.

alter table turns add column form varchar(8) default 'FILM' not null;
alter table turns add column revision bigint default 0 not null;
alter table turns add column verbatim boolean default false not null;
alter table turns add column note_reference varchar(1000);
-- A later revision of a message is a turn of its own; the same revision again is the same message again.
alter table turns drop constraint turns_event;
alter table turns add constraint turns_revision unique (platform, event_id, revision);
create index turns_film on turns (film_clip);
