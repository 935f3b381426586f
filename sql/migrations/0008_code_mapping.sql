-- 编码对照表(如国家临床版 → 医保版),每类编码(诊断、手术操作)各有自己的表。
-- 表从不修改;更正的以新的一个版本装载。同一类编码同一天至多一个启用的表。
create table code_mapping (
  code_mapping_id integer generated always as identity constraint code_mapping_pk primary key,
  kind text not null constraint code_mapping_kind check (kind in ('diagnosis', 'procedure')),
  -- unknown:只用于方案不认得的编码;all:全部编码先对照。
  scope text not null constraint code_mapping_scope check (scope in ('unknown', 'all')),
  name text not null,
  version text not null,
  source text not null,
  effective_from date not null,
  effective_before date,
  row_count integer not null,
  status text not null constraint code_mapping_status check (status in ('draft', 'approved', 'live', 'retired')),
  registered_by text not null,
  registered_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  live_by text,
  live_at timestamptz,
  retired_by text,
  retired_at timestamptz,
  constraint code_mapping_version unique (kind, name, version),
  constraint code_mapping_days check (effective_before > effective_from)
);

create table code_mapping_row (
  code_mapping_id integer not null constraint code_mapping_row_table references code_mapping on delete cascade,
  from_code text collate "C" not null,
  to_code text collate "C" not null,
  constraint code_mapping_row_pk primary key (code_mapping_id, from_code, to_code)
);
