-- Since when every alert is on record: what burned before cannot be called missed.
create table alert_history_begin (
  at varchar(19) not null -- UTC, as in 2026-11-21 12:00:00
);

insert into alert_history_begin (at) values (current_timestamp);
