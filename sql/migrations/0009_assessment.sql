-- 科室考核:方案的各版、科室所在的片区、职能部门填报的数,与装载的同行参考值。

-- 医院的考核方案,一版一行;没有自己的方案时用内置的参考方案。草稿 → 批准 → 停用;批准的一版不再修改。
create table assessment_plan (
  hospital_id text collate "C" not null constraint assessment_plan_hospital references hospital,
  version integer not null,
  status text not null constraint assessment_plan_status check (status in ('draft', 'approved', 'retired')),
  effective_from date not null,
  body jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  constraint assessment_plan_pk primary key (hospital_id, version),
  constraint assessment_plan_approval check (status = 'draft' or (approved_by is not null and approved_at is not null))
);

-- 科室的片区,优先于按诊疗科目归的;医技等没有出院病例的科室也在这里列出。
create table assessment_department (
  hospital_id text collate "C" not null constraint assessment_department_hospital references hospital,
  department_code text collate "C" not null,
  zone text collate "C" not null,
  constraint assessment_department_pk primary key (hospital_id, department_code)
);

-- 填报的数(满意度、科研教学、RBRVS 点数):一项一个期间一个科室;改动另起一版,旧的仍可查。
create table assessment_input (
  hospital_id text collate "C" not null constraint assessment_input_hospital references hospital,
  period text collate "C" not null,
  department_code text collate "C" not null,
  item text collate "C" not null,
  version integer not null,
  is_current boolean not null,
  value numeric,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  constraint assessment_input_pk primary key (hospital_id, period, item, department_code, version)
);
create unique index assessment_input_current on assessment_input (hospital_id, period, item, department_code) where is_current;

-- 装载的同行值:地区或同级医院某指标的均值与分位,供科室或全院比较;同行少于 5 家的不显示。
create table peer_benchmark (
  peer_benchmark_id integer generated always as identity constraint peer_benchmark_pk primary key,
  indicator_id text collate "C" not null,
  -- 同行的范围,如「某市三级综合医院」。
  peer_group text not null,
  -- 专科(诊疗科目编码);'' 为全院。
  specialty text collate "C" not null default '',
  period text collate "C" not null,
  mean numeric,
  p25 numeric,
  p50 numeric,
  p75 numeric,
  peers integer not null constraint peer_benchmark_peers check (peers > 0),
  source text not null,
  loaded_by text not null,
  loaded_at timestamptz not null default now(),
  constraint peer_benchmark_key unique (indicator_id, peer_group, specialty, period)
);
