-- 医院采用同名指标的哪一种算法:一次决定一行,从生效日起用到下一次决定;没有决定时用内置的。
-- 决定错了就撤回,不删除:当时做的报表用过它。
create table indicator_adoption (
  adoption_id bigint generated always as identity constraint indicator_adoption_pk primary key,
  hospital_id text collate "C" not null constraint indicator_adoption_hospital references hospital,
  concept text collate "C" not null,
  indicator_id text collate "C" not null,
  effective_from date not null,
  reason text not null constraint indicator_adoption_reason check (btrim(reason) <> ''),
  adopted_by text not null,
  adopted_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  constraint indicator_adoption_withdrawal check ((withdrawn_by is null) = (withdrawn_at is null))
);
-- 一个概念一天只有一个有效的决定;要改先撤回。
create unique index indicator_adoption_day on indicator_adoption (hospital_id, concept, effective_from)
  where withdrawn_at is null;
