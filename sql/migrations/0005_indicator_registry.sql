-- 指标登记:医院自己的指标、科室的历史,以及看板用的更粗的汇总。

-- 医院自己定义的指标,一版一行;内置的指标随产品发布,不在这里。草稿 → 批准 → 停用;批准的一版不再修改,要改就另起一版。
create table indicator_definition (
  hospital_id text collate "C" not null constraint indicator_definition_hospital references hospital,
  indicator_id text collate "C" not null,
  version integer not null,
  status text not null constraint indicator_definition_status check (status in ('draft', 'approved', 'retired')),
  effective_from date not null,
  effective_before date,
  -- 名称、定义、分子、分母等,字段同内置登记表。
  body jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  constraint indicator_definition_pk primary key (hospital_id, indicator_id, version),
  constraint indicator_definition_days check (effective_before is null or effective_from < effective_before),
  constraint indicator_definition_approval check (status = 'draft' or (approved_by is not null and approved_at is not null))
);

-- 科室名称的历史:同一编码在不同时期可以有不同的名称。没有写起始日的从最早起。
alter table department
  add column valid_from date not null default '1900-01-01',
  add column valid_before date,
  add constraint department_days check (valid_before is null or valid_from < valid_before),
  drop constraint department_pk,
  add constraint department_pk primary key (hospital_id, department_code, valid_from);

-- 科室的更名(换编码)、合并、拆分:生效日之前在 from_code 出院的病例,按现在的科室看属于 to_code。
-- ward 只限该病区('' 为整个科室):科室拆分时由病区说明各部分去了哪里。
create table department_link (
  hospital_id text collate "C" not null,
  from_code text collate "C" not null,
  ward text collate "C" not null default '',
  to_code text collate "C" not null,
  -- 汇总到月,所以只能是某月一日。
  effective_on date not null constraint department_link_month check (extract(day from effective_on) = 1),
  kind text not null constraint department_link_kind check (kind in ('renamed', 'merged', 'split')),
  note text not null default '',
  constraint department_link_pk primary key (hospital_id, from_code, ward, effective_on),
  constraint department_link_other check (from_code <> to_code)
);

-- 看板用的汇总:月 × 单位,权重与标杆已经联好。level 为 hospital、department 各是该层次的合计,
-- unit 细到 科室 × 病区 × 主诊组 × 医师;drgs、mdcs 是收治的病组与大类,跨月、跨单位去重计数用。
-- 由取数的一方按月补齐(unit_month_basis 与数据的修订号、所用的权重表对不上时重算),存入批次时不必写它。
create table unit_month (
  hospital_id text collate "C" not null,
  level text collate "C" not null constraint unit_month_level check (level in ('hospital', 'department', 'unit')),
  month date not null,
  department_code text collate "C" not null,
  ward text collate "C" not null,
  team_code text collate "C" not null,
  physician_code text collate "C" not null,
  excluded integer not null,
  discharges integer not null,
  grouped integer not null,
  ambiguous integer not null,
  insured integer not null,
  bed_days integer not null,
  grouped_bed_days integer not null,
  total_fee numeric(18,2) not null,
  grouped_fee numeric(18,2) not null,
  self_paid numeric(18,2) not null,
  drug_fee numeric(18,2) not null,
  material_fee numeric(18,2) not null,
  exam_lab_fee numeric(18,2) not null,
  service_fee numeric(18,2) not null,
  surgical integer not null,
  surgical_level34 integer not null,
  surgical_level4 integer not null,
  deaths integer not null,
  grouped_deaths integer not null,
  total_weight numeric not null,
  weighted_cases integer not null,
  weighted_fee numeric(18,2) not null,
  weighted_bed_days integer not null,
  rw2_cases integer not null,
  cost_ratio_sum numeric not null,
  cost_ratio_cases integer not null,
  los_ratio_sum numeric not null,
  los_ratio_cases integer not null,
  benchmarked_fee numeric(18,2) not null,
  expected_fee numeric(18,2) not null,
  benchmarked_bed_days integer not null,
  expected_bed_days numeric not null,
  rate_ratio_sum numeric not null,
  rate_ratio_cases integer not null,
  los_rate_ratio_sum numeric not null,
  los_rate_ratio_cases integer not null,
  low_risk_cases integer not null,
  low_risk_deaths integer not null,
  mid_low_risk_cases integer not null,
  mid_low_risk_deaths integer not null,
  tiered_cases integer not null,
  weight_table_cases integer not null,
  benchmark_table_cases integer not null,
  tier_table_cases integer not null,
  drgs text[] collate "C" not null,
  mdcs text[] collate "C" not null,
  constraint unit_month_pk primary key (hospital_id, level, month, department_code, ward, team_code, physician_code)
);
create table unit_month_basis (
  hospital_id text collate "C" not null,
  month date not null,
  basis text not null,
  constraint unit_month_basis_pk primary key (hospital_id, month)
);
