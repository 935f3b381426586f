-- 「什么会改变入组」的使用记录:谁、何时、对哪个病例、在哪个方案下看过。只记用过,不记看到了什么。
create table what_if_use (
  what_if_use_id bigint generated always as identity constraint what_if_use_pk primary key,
  used_at timestamptz not null default now(),
  used_by text not null,
  case_id bigint not null,
  scheme_key text collate "C" not null,
  changes integer not null,
  money_shown boolean not null
);
create index what_if_use_case on what_if_use (case_id);
