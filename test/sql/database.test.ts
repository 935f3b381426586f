import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { copyBlock, copyText } from '../../sql/bulk-load.ts';
import type { Db } from '../../sql/database.ts';
import { openTestDatabase } from '../support/database.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.destroy());

test('numeric、bigint、date 读出来都是文本,不丢精度也不带时区', async () => {
  const { rows } =
    await sql`select 0.10::numeric(14,2) as n, 9007199254740993::bigint as b, date '2025-06-30' as d`.execute(db);
  expect(rows[0]).toEqual({ n: '0.10', b: '9007199254740993', d: '2025-06-30' });
});

test('COPY 把制表符、反斜杠、换行与空值原样存入', async () => {
  const names = ['甲\t乙', '反\\斜', '换\n行\r', '\\N'];
  const lines = names.map((name, i) => `H${i}\t${copyText(name)}\n`).join('');
  await copyBlock(db, 'hospital', ['hospital_id', 'name'], Buffer.from(lines));
  const rows = await db.selectFrom('hospital').select('name').orderBy('hospital_id').execute();
  expect(rows.map((row) => row.name)).toEqual(names);
});

test('事务出错时整个撤销', async () => {
  const failing = db.transaction().execute(async (trx) => {
    await trx.insertInto('hospital').values({ hospital_id: 'X', name: 'X' }).execute();
    await trx.insertInto('hospital').values({ hospital_id: 'X', name: '重复' }).execute();
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await db.selectFrom('hospital').selectAll().where('hospital_id', '=', 'X').execute()).toEqual([]);
});

test('tables.ts 里的表与列都在数据库里,一列不多一列不少', async () => {
  const { rows } = await sql<{ table_name: string }>`
    select distinct table_name from information_schema.columns where table_schema = 'public'`.execute(db);
  expect(rows.map((row) => row.table_name).sort()).toEqual(
    [
      'attachment',
      'assessment_department',
      'assessment_input',
      'assessment_plan',
      'peer_benchmark',
      'batch',
      'batch_finding',
      'case_group',
      'case_measure',
      'case_quality',
      'case_rollup',
      'code_mapping',
      'code_mapping_row',
      'code_list',
      'code_list_item',
      'code_list_range',
      'column_mapping',
      'department',
      'department_link',
      'dip_case_result',
      'dip_entry',
      'dip_entry_basis',
      'dip_month_run',
      'dip_parameter',
      'dip_region',
      'dip_run',
      'discharge_case',
      'disease_rollup',
      'drg_catalogue',
      'drg_weight',
      'group_month',
      'grouping_run',
      'hospital',
      'hospital_month',
      'indicator_adoption',
      'indicator_definition',
      'indicator_target',
      'job',
      'month_weight',
      'procedure_dictionary',
      'quality_month',
      'quality_rollup',
      'run_case_measure',
      'scheme',
      'scheme_finding',
      'shadow_weight',
      'schema_migration',
      'source_block',
      'unit_month',
      'unit_month_basis',
      'weight_table',
      'what_if_use',
      'yearly_figure',
    ].sort(),
  );
});
