-- Voices that people have brought, lent by them to accounts of chat platforms; and the codes by which they do, as hashes.

create table voice_loans (
  platform varchar(32) not null,
  person_id varchar(128) not null,
  avatar varchar(64) not null,
  sample_sha256 varchar(64) not null,
  lent_at timestamp(6) with time zone not null,
  primary key (platform, person_id, avatar)
);
create index voice_loans_avatar on voice_loans (avatar);

create table voice_loan_codes (
  platform varchar(32) not null,
  person_id varchar(128) not null,
  code_sha256 varchar(64) not null,
  good_until timestamp(6) with time zone not null,
  primary key (platform, person_id),
  constraint voice_loan_codes_once unique (code_sha256)
);

-- Engine time that a voice note without a film took; what took its time with a film is in film_timings.
alter table turns add column voice_millis bigint;
