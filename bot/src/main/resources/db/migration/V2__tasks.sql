-- db-scheduler's table, twice: what chat nodes do and what render nodes do, each polled by its own scheduler.
-- task_data stays empty (a task's instance is the id of its turn or delivery), so the limits of bytea on H2 do not matter.

create table delivery_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures int,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index delivery_tasks_execution_time on delivery_tasks (execution_time);
create index delivery_tasks_last_heartbeat on delivery_tasks (last_heartbeat);

create table render_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures int,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index render_tasks_execution_time on render_tasks (execution_time);
create index render_tasks_last_heartbeat on render_tasks (last_heartbeat);
