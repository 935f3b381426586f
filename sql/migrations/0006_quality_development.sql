-- 公立医院高质量发展与国家绩效监测:编码清单、由清单而得的汇总、年度填报、目标与附件。

-- 首页上另要的三项:入院途径(分择期)、各诊断的入院病情(分入院后发生的并发症)、切口愈合等级。
alter table discharge_case add column admission_route text collate "C";
-- 一个字符对应 diagnosis_codes 里的一个诊断:1–4,未填为 -。
alter table discharge_case add column admission_conditions text collate "C";
-- 各手术的切口愈合等级(RC014 的 1–13),以 | 相连。
alter table discharge_case add column incision_classes text collate "C";

-- 编码清单:重点监测病种、微创手术等;装载的与内置的起步清单。
create table code_list (
  code_list_id integer generated always as identity constraint code_list_pk primary key,
  kind text collate "C" not null,
  version text not null,
  name text not null,
  source text not null,
  effective_from date not null,
  effective_before date,
  built_in boolean not null,
  loaded_by text not null,
  loaded_at timestamptz not null default now(),
  constraint code_list_version unique (kind, version)
);
create table code_list_item (
  code_list_id integer not null constraint code_list_item_list references code_list on delete cascade,
  item_no integer not null,
  item_code text collate "C" not null,
  name text not null,
  benchmark_los numeric(10,4),
  benchmark_cost numeric(14,2),
  constraint code_list_item_pk primary key (code_list_id, item_no)
);
-- 一项的编码范围:编码的前若干位(界自己的长度)在 low 与 high 之间。
create table code_list_range (
  code_list_id integer not null,
  item_no integer not null,
  low text collate "C" not null,
  high text collate "C" not null,
  constraint code_list_range_pk primary key (code_list_id, item_no, low, high),
  constraint code_list_range_item foreign key (code_list_id, item_no) references code_list_item on delete cascade
);

-- 每个月份的汇总按什么算出:数据的修订号与所用的清单;变了就重算。
create table quality_month (
  hospital_id text collate "C" not null,
  month date not null,
  basis text not null,
  constraint quality_month_pk primary key (hospital_id, month)
);
create table quality_rollup (
  hospital_id text collate "C" not null,
  month date not null,
  department_code text collate "C" not null,
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
  route_known integer not null,
  condition_known integer not null,
  incision_known integer not null,
  constraint quality_rollup_pk primary key (hospital_id, month, department_code)
);
-- 各病种清单的每个病种:医院 × 月 × 科室。
create table disease_rollup (
  hospital_id text collate "C" not null,
  month date not null,
  department_code text collate "C" not null,
  code_list_id integer not null,
  item_no integer not null,
  cases integer not null,
  deaths integer not null,
  bed_days integer not null,
  total_fee numeric(18,2) not null,
  surgical integer not null,
  level4 integer not null,
  minimally_invasive integer not null,
  constraint disease_rollup_pk primary key (hospital_id, month, code_list_id, item_no, department_code)
);

-- 佐证材料:文件在数据目录里,按内容的摘要存放;这里是台账。
create table attachment (
  attachment_id bigint generated always as identity constraint attachment_pk primary key,
  hospital_id text collate "C" not null,
  file_name text not null,
  bytes bigint not null,
  sha256 text collate "C" not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now()
);
create index attachment_of_hospital on attachment (hospital_id, file_name);

-- 年度填报:医院 × 年 × 项目,改一次一个版本,旧版本留着。值或文字都没有的版本表示清空。
create table yearly_figure (
  yearly_figure_id bigint generated always as identity constraint yearly_figure_pk primary key,
  hospital_id text collate "C" not null,
  year integer not null constraint yearly_figure_year check (year between 1990 and 2200),
  item text collate "C" not null,
  version integer not null,
  is_current boolean not null,
  value numeric(20,6),
  note text,
  evidence text,
  attachment_id bigint constraint yearly_figure_attachment references attachment,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  constraint yearly_figure_version unique (hospital_id, year, item, version)
);
create unique index yearly_figure_current on yearly_figure (hospital_id, year, item) where is_current;

-- 目标、参考值、综合指数的界值、责任部门:医院 × 年 × 指标,同样分版本。
create table indicator_target (
  indicator_target_id bigint generated always as identity constraint indicator_target_pk primary key,
  hospital_id text collate "C" not null,
  year integer not null constraint indicator_target_year check (year between 1990 and 2200),
  indicator text collate "C" not null,
  version integer not null,
  is_current boolean not null,
  target numeric(20,6),
  reference numeric(20,6),
  reference_source text,
  worst numeric(20,6),
  best numeric(20,6),
  responsible text,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  constraint indicator_target_version unique (hospital_id, year, indicator, version)
);
create unique index indicator_target_current on indicator_target (hospital_id, year, indicator) where is_current;
