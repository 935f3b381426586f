-- DIP 区域:一个统筹区的目录与政策的一个版本。病种一行一条,供集合计算;其余(政策、操作的治疗方式、辅助目录)
-- 是一段压缩的规范内容,只在编译时整个读出。content_hash 是连同病种在内的摘要:内容相同摘要就相同。
create table dip_region (
  region_key text collate "C" constraint dip_region_pk primary key,
  region_id text collate "C" not null,
  version text collate "C" not null,
  name text not null,
  source text not null,
  effective_from date not null,
  effective_before date,
  origin text not null constraint dip_region_origin check (origin in ('imported', 'history')),
  -- 草案 → 核准 → 施行 → 停用。
  status text not null constraint dip_region_status check (status in ('draft', 'approved', 'live', 'retired')),
  content_hash text collate "C" not null,
  content bytea not null,
  entry_count integer not null,
  -- 体检的提醒:目录照常装载,但应知道。
  findings jsonb not null,
  -- 由历史病例测算的:所用月份、各年权数、裁剪方法、界限与结果概要。
  basis jsonb,
  created_by text not null,
  registered_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  live_by text,
  live_at timestamptz,
  retired_by text,
  retired_at timestamptz,
  constraint dip_region_version unique (region_id, version),
  constraint dip_region_days check (effective_before > effective_from),
  -- 同一天不能有两个施行的目录。
  constraint dip_region_one_live_per_day exclude using gist (daterange(effective_from, effective_before) with &&) where (status = 'live')
);

create table dip_entry (
  region_key text collate "C" not null constraint dip_entry_region references dip_region on delete cascade,
  entry text collate "C" not null,
  -- 在目录中的次序,导出时照原样。
  ordinal integer not null,
  name text not null,
  diagnosis text collate "C" not null,
  -- 操作表达式,空文本为不要求操作。
  procedures text collate "C" not null,
  kind text collate "C" not null,
  type text collate "C" not null,
  score numeric(16,6) not null,
  -- 上年同级别机构的均费;一、二、三级机构各有的,另写。
  mean_cost numeric(16,6),
  mean_cost_1 numeric(16,6),
  mean_cost_2 numeric(16,6),
  mean_cost_3 numeric(16,6),
  drug_score numeric(16,6),
  material_score numeric(16,6),
  constraint dip_entry_pk primary key (region_key, entry)
);

-- 由历史病例测算的目录,各病种所据的病例:裁剪前例数与费用、裁剪后例数、加权均费、变异系数、费用权重。
create table dip_entry_basis (
  region_key text collate "C" not null,
  entry text collate "C" not null,
  cases integer not null,
  total_fee numeric(18,2) not null,
  kept integer not null,
  mean_fee numeric(16,6) not null,
  cv double precision,
  rw numeric(16,6) not null,
  stable boolean,
  constraint dip_entry_basis_pk primary key (region_key, entry),
  constraint dip_entry_basis_entry foreign key (region_key, entry) references dip_entry on delete cascade
);

-- 操作的治疗方式与手术级别字典:区域自己没有操作表时用它,由历史病例测算目录也用它。
create table procedure_dictionary (
  dictionary_key text collate "C" constraint procedure_dictionary_pk primary key,
  dictionary_id text collate "C" not null,
  version text collate "C" not null,
  name text not null,
  source text not null,
  for_reference boolean not null,
  content_hash text collate "C" not null,
  content bytea not null,
  row_count integer not null,
  created_by text not null,
  registered_at timestamptz not null default now(),
  constraint procedure_dictionary_version unique (dictionary_id, version)
);
