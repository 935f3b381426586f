-- 编码与键一律用 "C" 排序规则:按字节比较,比按语言比较快数倍,且与数据库的缺省规则无关;
-- 中文名称的排序由程序做。

-- 医疗机构。一家医院是简单情形,医共体与地区是多家。
create table hospital (
  hospital_id text collate "C" constraint hospital_pk primary key,
  name text not null
);

-- 科室名称;没有登记的科室用诊疗科目字典的名称,再没有就用编码。
create table department (
  hospital_id text collate "C" not null,
  department_code text collate "C" not null,
  name text not null,
  constraint department_pk primary key (hospital_id, department_code)
);

-- 每个数据来源保存的列对照:表头文字 → 字段。
create table column_mapping (
  source text constraint column_mapping_pk primary key,
  columns jsonb not null,
  updated_at timestamptz not null default now()
);

-- 批次台账:一次上传一行。数据与 status = 'stored' 在同一事务里写入,所以批次要么整批在,要么一行也没有。
create table batch (
  batch_id bigint generated always as identity constraint batch_pk primary key,
  source text not null,
  file_name text not null,
  sha256 text collate "C" not null,
  bytes bigint not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  status text not null constraint batch_status check (status in ('waiting', 'processing', 'stored', 'failed', 'interrupted', 'withdrawn')),
  hospital_id text collate "C",
  format text,
  encoding text,
  row_count integer not null default 0,
  stored_count integer not null default 0,
  error_count integer not null default 0,
  warning_count integer not null default 0,
  unstorable_count integer not null default 0,
  replaced_count integer not null default 0,
  grouped_count integer not null default 0,
  first_month date,
  last_month date,
  columns_report jsonb,
  failure jsonb,
  stored_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text
);
-- 同一文件(按内容)只能有一个在途或已存的批次;撤回或失败后可以再传。
create unique index batch_live_file on batch (sha256) where status in ('waiting', 'processing', 'stored');

-- 一行一处缺陷:拒绝行(E)与提示(W),可下载。
create table batch_finding (
  batch_id bigint not null,
  row_no integer not null,
  ordinal smallint not null,
  rule text collate "C" not null,
  severity text not null constraint batch_finding_severity check (severity in ('E', 'W')),
  record_no text collate "C",
  field text not null,
  value text not null,
  message text not null,
  fix text not null,
  constraint batch_finding_pk primary key (batch_id, row_no, ordinal)
);

-- 来源行,若干行一块压缩存放;身份信息列在压缩前已去除。
create table source_block (
  batch_id bigint not null,
  first_row integer not null,
  last_row integer not null,
  payload bytea not null,
  constraint source_block_pk primary key (batch_id, first_row)
);

-- 出院病例:每次住院每个版本一行。is_current 是现行版本;被替换与被撤回的版本仍可查。
-- 大表不设外键:逐行触发器会让整批装载慢数倍,一致由同一事务与撤回逻辑保证。
create table discharge_case (
  case_id bigint not null,
  hospital_id text collate "C" not null,
  batch_id bigint not null,
  row_no integer not null,
  record_no text collate "C" not null,
  admission_key text collate "C" not null,
  is_current boolean not null,
  repeats_key boolean not null default false,
  has_error boolean not null,
  person_key text collate "C",
  admitted_on date,
  discharged_on date,
  department_code text collate "C",
  ward text collate "C",
  team_code text collate "C",
  physician_code text collate "C",
  sex smallint,
  age_years integer,
  age_days integer,
  birth_weight integer,
  admission_weight integer,
  ventilator_hours double precision,
  icu_hours double precision,
  payer text,
  discharge_mode text,
  los integer,
  principal_diagnosis text collate "C",
  principal_diagnosis_name text,
  main_procedure text collate "C",
  main_procedure_name text,
  diagnosis_codes text collate "C",
  procedure_codes text collate "C",
  surgery_level smallint,
  is_surgical boolean not null,
  died boolean not null,
  total_fee numeric(14,2),
  self_paid numeric(14,2),
  western_drug_fee numeric(14,2),
  chinese_drug_fee numeric(14,2),
  material_fee numeric(14,2),
  exam_fee numeric(14,2),
  lab_fee numeric(14,2),
  surgery_fee numeric(14,2),
  service_fee numeric(14,2),
  blood_fee numeric(14,2),
  other_fee numeric(14,2),
  fee_items bigint[],
  constraint discharge_case_pk primary key (case_id)
);
-- 全部版本都在索引里:替换要找现行版本,撤回要找更早的版本。「每个键至多一个现行版本」由存入与撤回的事务保证。
create index discharge_case_by_key on discharge_case (record_no, admission_key);
create index discharge_case_by_day on discharge_case (hospital_id, discharged_on) where is_current;

-- 分组方案与其病组目录(名称用于报表与页面)。
create table scheme (
  scheme_key text collate "C" constraint scheme_pk primary key,
  scheme_id text not null,
  version text not null,
  name text not null,
  source text not null,
  effective_from date not null,
  for_reference boolean not null,
  registered_at timestamptz not null default now(),
  constraint scheme_version unique (scheme_id, version)
);
create table drg_catalogue (
  scheme_key text collate "C" not null,
  drg text collate "C" not null,
  drg_name text not null,
  adrg text collate "C" not null,
  adrg_name text not null,
  mdc text collate "C" not null,
  mdc_name text not null,
  kind text not null,
  constraint drg_catalogue_pk primary key (scheme_key, drg)
);

-- 分组运行:结果从不覆盖;每家医院有一个现行运行。
create table grouping_run (
  run_id integer generated always as identity constraint grouping_run_pk primary key,
  hospital_id text collate "C" not null,
  scheme_key text collate "C" not null constraint grouping_run_scheme references scheme,
  engine_version text not null,
  is_current boolean not null,
  created_at timestamptz not null default now()
);
create unique index grouping_run_current on grouping_run (hospital_id) where is_current;

create table case_group (
  run_id integer not null,
  case_id bigint not null,
  status text not null,
  mdc text collate "C",
  adrg text collate "C",
  drg text collate "C",
  constraint case_group_pk primary key (run_id, case_id)
);

-- 权重表:装载的(有来源与生效日),或由本院此前月份计算的(own_history)。
create table weight_table (
  weight_table_id integer generated always as identity constraint weight_table_pk primary key,
  scheme_key text collate "C" not null constraint weight_table_scheme references scheme,
  hospital_id text collate "C",
  name text not null,
  source text not null,
  origin text not null constraint weight_table_origin check (origin in ('loaded', 'own_history')),
  effective_from date not null,
  effective_before date,
  basis jsonb,
  created_at timestamptz not null default now()
);
create table drg_weight (
  weight_table_id integer not null constraint drg_weight_table references weight_table on delete cascade,
  drg text collate "C" not null,
  rw numeric(12,6),
  benchmark_cost numeric(14,2),
  benchmark_los numeric(10,4),
  mortality_risk smallint,
  cases integer,
  constraint drg_weight_pk primary key (weight_table_id, drg)
);
-- 每个月份用哪张权重表;basis_revision 变了说明更早月份的数据变了,须重算。
create table month_weight (
  hospital_id text collate "C" not null,
  scheme_key text collate "C" not null,
  month date not null,
  weight_table_id integer constraint month_weight_table references weight_table,
  basis_revision text not null,
  constraint month_weight_pk primary key (hospital_id, scheme_key, month)
);

-- 每个月份数据的修订号:每批存入或撤回,所涉月份加一。
create table hospital_month (
  hospital_id text collate "C" not null,
  month date not null,
  revision bigint not null,
  constraint hospital_month_pk primary key (hospital_id, month)
);

-- 一个病例的各项度量(分子与分母都由它们相加而得)。汇总表与病例表用同一组度量。
create view case_measure as
select
  c.case_id,
  c.hospital_id,
  g.run_id,
  date_trunc('month', c.discharged_on::timestamp)::date as month,
  c.discharged_on,
  coalesce(c.department_code, '') as department_code,
  coalesce(c.team_code, '') as team_code,
  coalesce(c.physician_code, '') as physician_code,
  coalesce(g.mdc, '') as mdc,
  case when g.status = 'grouped' then g.drg else '' end as drg,
  (case when c.has_error then 1 else 0 end) as excluded,
  (case when c.has_error then 0 else 1 end) as discharges,
  (case when not c.has_error and g.status = 'grouped' then 1 else 0 end) as grouped,
  (case when not c.has_error and g.status = 'ambiguous' then 1 else 0 end) as ambiguous,
  (case when not c.has_error and c.payer in ('01', '02', '03', '1', '2', '3', '310', '390') then 1 else 0 end) as insured,
  (case when c.has_error then 0 else c.los end) as bed_days,
  (case when not c.has_error and g.status = 'grouped' then c.los else 0 end) as grouped_bed_days,
  (case when c.has_error then 0 else c.total_fee end) as total_fee,
  (case when not c.has_error and g.status = 'grouped' then c.total_fee else 0 end) as grouped_fee,
  (case when c.has_error then 0 else coalesce(c.self_paid, 0) end) as self_paid,
  (case when c.has_error then 0 else coalesce(c.western_drug_fee, 0) + coalesce(c.chinese_drug_fee, 0) end) as drug_fee,
  (case when c.has_error then 0 else coalesce(c.material_fee, 0) end) as material_fee,
  (case when c.has_error then 0 else coalesce(c.exam_fee, 0) + coalesce(c.lab_fee, 0) end) as exam_lab_fee,
  (case when c.has_error then 0 else coalesce(c.service_fee, 0) end) as service_fee,
  (case when not c.has_error and c.is_surgical then 1 else 0 end) as surgical,
  (case when not c.has_error and c.is_surgical and c.surgery_level in (3, 4) then 1 else 0 end) as surgical_level34,
  (case when not c.has_error and c.is_surgical and c.surgery_level = 4 then 1 else 0 end) as surgical_level4,
  (case when not c.has_error and c.died then 1 else 0 end) as deaths,
  (case when not c.has_error and c.died and g.status = 'grouped' then 1 else 0 end) as grouped_deaths
from discharge_case c
join grouping_run r on r.hospital_id = c.hospital_id and r.is_current
join case_group g on g.run_id = r.run_id and g.case_id = c.case_id
where c.is_current and c.discharged_on is not null;

-- 汇总表:医院 × 月 × 科室 × 主诊组 × MDC × 病组,由存入批次的同一事务刷新。
create table case_rollup (
  hospital_id text collate "C" not null,
  run_id integer not null,
  month date not null,
  department_code text collate "C" not null,
  team_code text collate "C" not null,
  mdc text collate "C" not null,
  drg text collate "C" not null,
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
  constraint case_rollup_pk primary key (hospital_id, month, department_code, team_code, mdc, drg, run_id)
);

-- 长任务:导入、大报表。进度在内存,状态在这里;重启后未完成的标为 interrupted。
create table job (
  job_id bigint generated always as identity constraint job_pk primary key,
  kind text not null,
  input jsonb not null,
  status text not null constraint job_status check (status in ('waiting', 'running', 'done', 'failed', 'interrupted')),
  result jsonb,
  problem jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
