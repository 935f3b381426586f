import { describe, expect, test } from '@jest/globals';
import { findDuplicates, type StayKey } from '../../../analytics/discharge/duplicates.ts';
import { columnsPresent, recogniseHeader } from '../../../analytics/discharge/header.ts';
import { compileRowReader } from '../../../analytics/discharge/read-record.ts';
import { checkRecord, compileChecks, RECORD_CHECKS } from '../../../analytics/discharge/record-checks.ts';
import { diagnosisNames } from '../../../analytics/sample/code-names.ts';
import {
  allDefectKinds,
  createSampleHospital,
  type SampleRow,
  type SampleSummary,
  sampleHeader,
} from '../../../analytics/sample/index.ts';

const header = recogniseHeader(sampleHeader('hqms'));
const readRow = compileRowReader(header);
const checks = compileChecks(RECORD_CHECKS, columnsPresent(header));
const context = { today: '2025-12-31', knownDiagnosis: (code: string) => code in diagnosisNames };

function examine(row: SampleRow) {
  const { record, findings } = readRow(row.cells);
  return { record, findings: [...findings, ...checkRecord(record!, checks, context, findings)] };
}

const rows: SampleRow[] = [];
const generator = createSampleHospital({ seed: 42, cases: 40_000 }).rows();
let summary: SampleSummary;
for (;;) {
  const step = generator.next();
  if (step.done) {
    summary = step.value;
    break;
  }
  rows.push(step.value);
}

describe('掺入的错', () => {
  test('约占百分之一,汇总的各类计数与行中的一致', () => {
    const spoilt = rows.filter((row) => row.defect !== null);
    expect(spoilt.length / rows.length).toBeGreaterThan(0.007);
    expect(spoilt.length / rows.length).toBeLessThan(0.013);
    expect(summary.clean).toBe(rows.length - spoilt.length);
    for (const { name } of allDefectKinds) {
      expect(summary.defects[name]!.count).toBe(rows.filter((row) => row.defect?.name === name).length);
    }
  });

  test('每一类都出现', () => {
    for (const { name } of allDefectKinds) expect([name, summary.defects[name]!.count > 0]).toEqual([name, true]);
  });

  test('每一行都触发应触发的规则', () => {
    const own = rows.filter((row) => row.defect !== null && row.defect.rule !== null && row.defect.rule !== 'Q29');
    for (const row of own) {
      const { rule, severity, name } = row.defect!;
      const hit = examine(row).findings.some((f) => f.rule.startsWith(rule!) && f.severity === severity);
      expect([name, hit]).toEqual([name, true]);
    }
  });

  test('可自动修正的写法不算缺陷', () => {
    for (const row of rows) {
      if (row.defect?.severity === 'M') expect([row.defect.name, examine(row).findings]).toEqual([row.defect.name, []]);
    }
  });

  test('重复与重叠的对数等于掺入的行数', () => {
    const keys = rows.map(stayKey);
    const { exactDuplicatePairs, overlapPairs } = findDuplicates(keys);
    expect(exactDuplicatePairs).toHaveLength(summary.defects.duplicateRow!.count);
    expect(overlapPairs).toHaveLength(summary.defects.overlappingStay!.count);
  });
});

test('没有掺错的行通过全部质控规则', () => {
  expect(rows.flatMap((row) => (row.defect === null ? examine(row).findings : []))).toEqual([]);
});

test('两种表头都认得全', () => {
  for (const dialect of ['hqms', 'chinese'] as const) {
    const { unknown, duplicated, missingEssential, missingOther } = recogniseHeader(sampleHeader(dialect));
    expect({ unknown, duplicated, missingEssential, missingOther }).toEqual({
      unknown: [],
      duplicated: [],
      missingEssential: [],
      missingOther: [],
    });
  }
});

function stayKey(row: SampleRow): StayKey {
  const { record } = readRow(row.cells);
  return {
    hospitalId: record!.hospitalId,
    recordNo: record!.recordNo,
    admission: record!.admissionNo,
    admittedAt: record!.admittedAt,
    dischargedAt: record!.dischargedAt,
  };
}
