-- 停用考核方案的是谁、何时;此前停用的没有记。
alter table assessment_plan add column retired_by text;
alter table assessment_plan add column retired_at timestamptz;
alter table assessment_plan add constraint assessment_plan_retirement
  check ((retired_by is null) = (retired_at is null) and (retired_by is null or status = 'retired'));
