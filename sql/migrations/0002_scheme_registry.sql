-- 分组方案的登记:内容、状态、经手人;几个方案可以同时施行,病例归出院日施行的那个。

alter table scheme
  -- 草案 → 核准 → 施行 → 停用。
  add column status text not null default 'draft' constraint scheme_status check (status in ('draft', 'approved', 'live', 'retired')),
  add column effective_before date,
  add column note text,
  -- 从哪个出院日起施行;'-infinity' 是最早。到下一个施行的方案的起始日为止,所以一天只归一个方案。
  add column live_from date,
  -- 设置里的方案(或内置参考方案):从最早的一天起施行,随设置登记,不经草案与核准。
  add column is_configured boolean not null default false,
  -- 方案的全部表,压缩的规范写法;content_hash 是其内容的摘要,相同即同一套表。
  add column content bytea,
  add column content_hash text collate "C",
  add column created_by text,
  add column approved_by text,
  add column approved_at timestamptz,
  add column live_by text,
  add column live_at timestamptz,
  add column retired_by text,
  add column retired_at timestamptz,
  add constraint scheme_live_content check (status <> 'live' or (live_from is not null and content is not null));
-- 先前登记的没有存下内容,不能再用;启动时由设置里的方案重新登记。
update scheme set status = 'retired';
create unique index scheme_live_day on scheme (live_from) where status = 'live';

-- 体检发现(提醒):方案照常装载,但应知道。
create table scheme_finding (
  scheme_key text collate "C" not null constraint scheme_finding_scheme references scheme on delete cascade,
  ordinal integer not null,
  level text not null constraint scheme_finding_level check (level in ('error', 'warning')),
  code text collate "C" not null,
  table_name text not null,
  source text not null,
  row_no integer,
  message text not null,
  constraint scheme_finding_pk primary key (scheme_key, ordinal)
);

-- 方案自带的权重随方案走,不论生效日;装载的权重表有适用的,以装载的为准。
alter table weight_table add column with_scheme boolean not null default false;

-- 一家医院同时有几个现行运行,施行的日子互不重叠;病例的现行分组是其出院日所在运行的那一行。
-- 影子运行(shadow)把一个期间的病例按另一方案分组,不参加任何指标。
alter table grouping_run
  add column purpose text not null default 'live' constraint grouping_run_purpose check (purpose in ('live', 'shadow')),
  -- 方案内容的摘要:同一编号的方案换了内容,旧运行的结果就不能再用。
  add column scheme_hash text collate "C",
  add column live_from date not null default '-infinity',
  add column live_before date not null default 'infinity',
  -- 从这一天起的病例在本运行中有结果;没有自带权重的方案要多分施行日之前 12 个月,供本院历史测算。
  add column grouped_from date not null default '-infinity',
  -- 影子运行的期间、例数与经手人。
  add column period_from date,
  add column period_before date,
  add column period_label text,
  add column cases integer,
  add column created_by text,
  add constraint grouping_run_shadow check (purpose = 'live' or (not is_current and period_from is not null and period_before is not null)),
  add constraint grouping_run_days check (live_from < live_before);
drop index grouping_run_current;
create unique index grouping_run_current on grouping_run (hospital_id, live_from) where is_current;
create index grouping_run_shadows on grouping_run (hospital_id, run_id) where purpose = 'shadow';

-- 影子运行每个月份用哪张权重表;与现行的 month_weight 分开,谁也不动谁。
create table shadow_weight (
  run_id integer not null constraint shadow_weight_run references grouping_run on delete cascade,
  month date not null,
  weight_table_id integer not null constraint shadow_weight_table references weight_table,
  constraint shadow_weight_pk primary key (run_id, month)
);

-- 各运行中每个病例的度量(现行版本、有出院日)。is_live:它就是该病例的现行分组。
drop view case_measure;
create view run_case_measure as
select
  c.case_id,
  c.hospital_id,
  g.run_id,
  date_trunc('month', c.discharged_on::timestamp)::date as month,
  c.discharged_on,
  coalesce(c.department_code, '') as department_code,
  coalesce(c.ward, '') as ward,
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
  (case when not c.has_error and c.died and g.status = 'grouped' then 1 else 0 end) as grouped_deaths,
  (r.is_current and c.discharged_on >= r.live_from and c.discharged_on < r.live_before) as is_live
from discharge_case c
join grouping_run r on r.hospital_id = c.hospital_id
join case_group g on g.run_id = r.run_id and g.case_id = c.case_id
where c.is_current and c.discharged_on is not null;

-- 一个病例的各项度量(分子与分母都由它们相加而得),按现行分组。汇总表与病例表用同一组度量。
create view case_measure as
select
  case_id, hospital_id, run_id, month, discharged_on, department_code, ward, team_code, physician_code, mdc, drg, excluded, discharges, grouped, ambiguous, insured, bed_days, grouped_bed_days, total_fee, grouped_fee, self_paid, drug_fee, material_fee, exam_lab_fee, service_fee, surgical, surgical_level34, surgical_level4, deaths, grouped_deaths
from run_case_measure
where is_live;
