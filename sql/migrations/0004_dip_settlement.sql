-- DIP 分组运行:一家医院一个期间的病例在某目录、某引擎下的一套病种与分值,从不覆盖。
-- live 的运行供结算;shadow(影子)只供试算、比较,不进结算。
create table dip_run (
  run_id integer generated always as identity constraint dip_run_pk primary key,
  hospital_id text collate "C" not null,
  region_key text collate "C" not null constraint dip_run_region references dip_region,
  engine_version text not null,
  purpose text not null constraint dip_run_purpose check (purpose in ('live', 'shadow')),
  period_from date not null,
  period_before date not null,
  -- 计分时用的机构系数(目录政策中的);结算参数里另录的,结算时再换上。
  hospital_coefficient numeric(12,6) not null,
  -- 目录按机构级别给均费时,本院的级别;不分级别为空。
  hospital_level smallint,
  -- 目录政策中写的各险种点值,没有录结算参数时备用。
  policy_point_values jsonb not null,
  cases integer not null,
  matched integer not null,
  points numeric(20,4) not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  constraint dip_run_period check (period_before > period_from)
);
create index dip_run_of_hospital on dip_run (hospital_id, period_from);

-- 病例的病种与分值。分值 = score × deviation_factor × auxiliary_factor × coefficient,四舍五入到四位小数
-- (偏差系数存十二位小数,连乘回去与分值之差不超过万分之零点五)。
create table dip_case_result (
  run_id integer not null,
  case_id bigint not null,
  status text collate "C" not null constraint dip_case_status check (status in ('matched', 'ungrouped', 'unmatched')),
  cause text collate "C",
  entry text collate "C",
  type text collate "C",
  kind text collate "C",
  deviation text collate "C",
  score numeric(16,6),
  deviation_factor numeric(24,12),
  auxiliary_factor numeric(16,6),
  coefficient numeric(12,6),
  coefficient_rule text collate "C",
  points numeric(18,4),
  -- 机构系数每增加 1,分值增加多少:机构系数年终才定,据此推算不同系数下的分值。
  points_per_coefficient numeric(20,6),
  auxiliary text,
  decided_by text collate "C",
  cost_decided boolean not null,
  constraint dip_case_result_pk primary key (run_id, case_id),
  constraint dip_case_matched check ((status = 'matched') = (points is not null))
);

-- 每个月份的结算用哪个运行;一个月可由几个运行分担(目录月中换版),各管自己的日子。
create table dip_month_run (
  hospital_id text collate "C" not null,
  month date not null,
  run_id integer not null constraint dip_month_run_run references dip_run,
  constraint dip_month_run_pk primary key (hospital_id, month, run_id)
);

-- 结算参数:区域 × 年 × 险种(医院的再按医院)的低、基准、高与来源。改动是新的一行,旧行留下。
create table dip_parameter (
  parameter_id bigint generated always as identity constraint dip_parameter_pk primary key,
  region_id text collate "C" not null,
  year smallint not null,
  insurance text collate "C" not null constraint dip_parameter_insurance check (insurance in ('employee', 'resident')),
  -- '' 是全区域。
  hospital_id text collate "C" not null default '',
  name text collate "C" not null,
  low numeric(20,6) not null,
  base numeric(20,6) not null,
  high numeric(20,6) not null,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  is_current boolean not null default true,
  constraint dip_parameter_order check (low <= base and base <= high)
);
create unique index dip_parameter_current on dip_parameter (region_id, year, insurance, hospital_id, name) where is_current;
