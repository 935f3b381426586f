-- 质量度量归入指标登记:每个病例是不是微创、择期、并发症……逐例判定一次,各层次的汇总都由它相加。
-- 下面各表都由病例算出,清空即可重算。
delete from quality_month;
delete from unit_month;
delete from unit_month_basis;
drop table quality_rollup;

-- 由首页另几项与编码清单判定的病例:各列是 0 或 1;一项也不是的病例没有行。按月随数据与清单重算。
create table case_quality (
  case_id bigint not null constraint case_quality_pk primary key,
  hospital_id text collate "C" not null,
  month date not null,
  elective_surgical smallint not null,
  day_surgical smallint not null,
  minimally_invasive smallint not null,
  level4_listed smallint not null,
  elective_complicated smallint not null,
  clean_incisions smallint not null,
  clean_incision_infections smallint not null,
  herb_users smallint not null,
  tcm_therapy_users smallint not null,
  perioperative_tcm smallint not null,
  monitored_cases smallint not null,
  advantage_cases smallint not null,
  low_risk_disease_cases smallint not null,
  low_risk_disease_deaths smallint not null,
  route_known smallint not null,
  condition_known smallint not null,
  incision_known smallint not null
);
create index case_quality_of_month on case_quality (hospital_id, month);

-- 质量度量细到病组的汇总,与 case_rollup 同键;全为 0 的没有行。
create table quality_rollup (
  hospital_id text collate "C" not null,
  run_id integer not null,
  month date not null,
  department_code text collate "C" not null,
  team_code text collate "C" not null,
  mdc text collate "C" not null,
  drg text collate "C" not null,
  elective_surgical integer not null,
  day_surgical integer not null,
  minimally_invasive integer not null,
  level4_listed integer not null,
  elective_complicated integer not null,
  clean_incisions integer not null,
  clean_incision_infections integer not null,
  herb_users integer not null,
  tcm_therapy_users integer not null,
  perioperative_tcm integer not null,
  monitored_cases integer not null,
  advantage_cases integer not null,
  low_risk_disease_cases integer not null,
  low_risk_disease_deaths integer not null,
  route_known integer not null,
  condition_known integer not null,
  incision_known integer not null,
  constraint quality_rollup_pk primary key (hospital_id, run_id, month, department_code, team_code, mdc, drg)
);

alter table unit_month
  add column elective_surgical integer not null,
  add column day_surgical integer not null,
  add column minimally_invasive integer not null,
  add column level4_listed integer not null,
  add column elective_complicated integer not null,
  add column clean_incisions integer not null,
  add column clean_incision_infections integer not null,
  add column herb_users integer not null,
  add column tcm_therapy_users integer not null,
  add column perioperative_tcm integer not null,
  add column monitored_cases integer not null,
  add column advantage_cases integer not null,
  add column low_risk_disease_cases integer not null,
  add column low_risk_disease_deaths integer not null,
  add column route_known integer not null,
  add column condition_known integer not null,
  add column incision_known integer not null,
  -- 逐例之值的平方和,求「各例之值的平均」的区间用;分别对应 total_weight、cost_ratio_sum、los_ratio_sum。
  add column weight_squares numeric not null,
  add column cost_ratio_squares numeric not null,
  add column los_ratio_squares numeric not null;

drop view case_measure;
create view case_measure as
select
  c.case_id, c.hospital_id, c.run_id, c.month, c.discharged_on, c.department_code, c.ward, c.team_code, c.physician_code,
  c.mdc, c.drg, c.excluded, c.discharges, c.grouped, c.ambiguous, c.insured, c.bed_days, c.grouped_bed_days, c.total_fee,
  c.grouped_fee, c.self_paid, c.drug_fee, c.material_fee, c.exam_lab_fee, c.service_fee, c.surgical, c.surgical_level34,
  c.surgical_level4, c.deaths, c.grouped_deaths,
  coalesce(q.elective_surgical, 0) as elective_surgical,
  coalesce(q.day_surgical, 0) as day_surgical,
  coalesce(q.minimally_invasive, 0) as minimally_invasive,
  coalesce(q.level4_listed, 0) as level4_listed,
  coalesce(q.elective_complicated, 0) as elective_complicated,
  coalesce(q.clean_incisions, 0) as clean_incisions,
  coalesce(q.clean_incision_infections, 0) as clean_incision_infections,
  coalesce(q.herb_users, 0) as herb_users,
  coalesce(q.tcm_therapy_users, 0) as tcm_therapy_users,
  coalesce(q.perioperative_tcm, 0) as perioperative_tcm,
  coalesce(q.monitored_cases, 0) as monitored_cases,
  coalesce(q.advantage_cases, 0) as advantage_cases,
  coalesce(q.low_risk_disease_cases, 0) as low_risk_disease_cases,
  coalesce(q.low_risk_disease_deaths, 0) as low_risk_disease_deaths,
  coalesce(q.route_known, 0) as route_known,
  coalesce(q.condition_known, 0) as condition_known,
  coalesce(q.incision_known, 0) as incision_known
from run_case_measure c
left join case_quality q on q.case_id = c.case_id
where c.is_live;

-- 细到病组的汇总,连同质量度量;不取质量度量时数据库会省去这次联接。
create view group_month as
select
  r.hospital_id, r.run_id, r.month, r.department_code, r.team_code, r.mdc, r.drg, r.excluded, r.discharges, r.grouped,
  r.ambiguous, r.insured, r.bed_days, r.grouped_bed_days, r.total_fee, r.grouped_fee, r.self_paid, r.drug_fee,
  r.material_fee, r.exam_lab_fee, r.service_fee, r.surgical, r.surgical_level34, r.surgical_level4, r.deaths,
  r.grouped_deaths,
  coalesce(q.elective_surgical, 0) as elective_surgical,
  coalesce(q.day_surgical, 0) as day_surgical,
  coalesce(q.minimally_invasive, 0) as minimally_invasive,
  coalesce(q.level4_listed, 0) as level4_listed,
  coalesce(q.elective_complicated, 0) as elective_complicated,
  coalesce(q.clean_incisions, 0) as clean_incisions,
  coalesce(q.clean_incision_infections, 0) as clean_incision_infections,
  coalesce(q.herb_users, 0) as herb_users,
  coalesce(q.tcm_therapy_users, 0) as tcm_therapy_users,
  coalesce(q.perioperative_tcm, 0) as perioperative_tcm,
  coalesce(q.monitored_cases, 0) as monitored_cases,
  coalesce(q.advantage_cases, 0) as advantage_cases,
  coalesce(q.low_risk_disease_cases, 0) as low_risk_disease_cases,
  coalesce(q.low_risk_disease_deaths, 0) as low_risk_disease_deaths,
  coalesce(q.route_known, 0) as route_known,
  coalesce(q.condition_known, 0) as condition_known,
  coalesce(q.incision_known, 0) as incision_known
from case_rollup r
left join quality_rollup q using (hospital_id, run_id, month, department_code, team_code, mdc, drg);
