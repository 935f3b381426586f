import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnAt } from '../../../analytics/sample/columns.ts';
import { wholeFeeItems } from '../../../analytics/sample/fee-profiles.ts';
import {
  createSampleHospital,
  departments,
  type SampleOptions,
  type SampleRow,
  sampleColumns,
  sampleHeader,
  summariseSample,
  treatmentTeams,
} from '../../../analytics/sample/index.ts';

const rowsOf = (options: SampleOptions): SampleRow[] => [...createSampleHospital(options).rows()];
const digest = (options: SampleOptions): string => {
  const hash = createHash('sha256');
  for (const row of createSampleHospital(options).rows()) hash.update(`${row.cells.join('\t')}\n`);
  return hash.digest('hex');
};
const fen = (text: string): number => Math.round(Number(text) * 100);
const cell = (row: SampleRow, code: string): string => row.cells[columnAt(code)]!;
const wholeItems = wholeFeeItems.map(columnAt);
const sumOfItems = (row: SampleRow): number => wholeItems.reduce((sum, at) => sum + fen(row.cells[at]!), 0);

const describeRow = (row: SampleRow): string => `${cell(row, 'A48')} ${row.pattern.spec.adrg}`;

const rows = rowsOf({ seed: 20250630, cases: 20_000 });
const clean = rows.filter((row) => row.defect === null);

describe('可重现', () => {
  test('同一种子与选项逐字节相同,换种子就不同', () => {
    expect(digest({ seed: 5, cases: 3000 })).toBe(digest({ seed: 5, cases: 3000 }));
    expect(digest({ seed: 5, cases: 3000 })).not.toBe(digest({ seed: 6, cases: 3000 }));
  });

  test('大于 32 位的种子高位也算数', () => {
    expect(digest({ seed: 1, cases: 50 })).not.toBe(digest({ seed: 1 + 2 ** 32, cases: 50 }));
  });
});

describe('规模', () => {
  test('缺省 20,000 例、13 个月,止于 2025-06', () => {
    const { options } = createSampleHospital({ seed: 1 });
    expect(options).toMatchObject({ cases: 20_000, months: 13, endMonth: '2025-06', hospitalName: '示例医院' });
  });

  test('行数恰为所求,汇总与行一致', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 24 }),
        (seed, cases, months) => {
          const summary = summariseSample({ seed, cases, months });
          expect(summary.cases).toBe(cases);
          expect(summary.months).toHaveLength(months);
          expect(summary.months.reduce((sum, month) => sum + month.cases, 0)).toBe(cases);
          expect(summary.departments.reduce((sum, dept) => sum + dept.cases, 0)).toBe(cases);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('各月都有病例,出院日期落在当月', () => {
    const months = new Map<string, number>();
    for (const row of clean) {
      const month = cell(row, 'B15').slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + 1);
    }
    expect([...months.keys()].sort()).toHaveLength(13);
    expect(Math.min(...months.values())).toBeGreaterThan(900);
  });

  test('24 个以上科室,每科 2–4 个主诊组,每组 3–8 名医师', () => {
    expect(departments.length).toBeGreaterThanOrEqual(24);
    for (const { teams, physiciansPerTeam } of departments) {
      expect(teams).toBeGreaterThanOrEqual(2);
      expect(teams).toBeLessThanOrEqual(4);
      expect(physiciansPerTeam).toBeGreaterThanOrEqual(3);
      expect(physiciansPerTeam).toBeLessThanOrEqual(8);
    }
    expect(new Set(treatmentTeams.map((team) => team.leader)).size).toBe(treatmentTeams.length);
  });

  test('每科都有病例', () => {
    expect(new Set(clean.map((row) => cell(row, 'B16C')))).toEqual(new Set(departments.map((dept) => dept.code)));
  });
});

describe('没有错的行', () => {
  test('24 个整项之和恰为总费用,其中项不大于整项', () => {
    const fee = (row: SampleRow, code: string) => fen(cell(row, code));
    const holds = (row: SampleRow) =>
      sumOfItems(row) === fee(row, 'D01') &&
      fee(row, 'D19x01') <= fee(row, 'D19') &&
      fee(row, 'D20x01') + fee(row, 'D20x02') <= fee(row, 'D20') &&
      fee(row, 'D23x01') <= fee(row, 'D23');
    expect(clean.filter((row) => !holds(row)).map(describeRow)).toEqual([]);
  });

  test('有手术操作才有手术治疗费与手术用材料费;麻醉方式与麻醉费同有同无', () => {
    const holds = (row: SampleRow) => {
      const operated = cell(row, 'C14x01C') !== '';
      const anaesthetised = cell(row, 'C22x01C') !== '';
      return (
        fen(cell(row, 'D20')) > 0 === operated &&
        (operated || fen(cell(row, 'D33')) === 0) &&
        anaesthetised === fen(cell(row, 'D20x01')) > 0
      );
    };
    expect(clean.filter((row) => !holds(row)).map(describeRow)).toEqual([]);
  });

  test('编码都是医保版的形式,有码必有名', () => {
    const diagnosis = /^[A-Z]\d{2}\.[0-9x]\d{1,2}(x\d{3})?$/;
    const procedure = /^\d{2}\.\d[\dx][\dA-Z]{2,3}(x\d{3})?$/;
    const codeColumns = sampleColumns.filter(({ code }) => /^(C03C|C12C|C06x\d\dC|C14x01C|C35x\d\dC)$/.test(code));
    const wrong = clean.flatMap((row) =>
      codeColumns
        .map(({ code }) => ({ code, text: cell(row, code), name: row.cells[columnAt(code) + 1] }))
        .filter(
          ({ code, text, name }) =>
            text !== '' && !((/^C(14|35)/.test(code) ? procedure : diagnosis).test(text) && name),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('住院天数等于日期之差,当日出入院为 1 天', () => {
    const dayOf = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
    const nights = (row: SampleRow) => dayOf(cell(row, 'B15')) - dayOf(cell(row, 'B12'));
    expect(clean.filter((row) => Number(cell(row, 'B20')) !== Math.max(1, nights(row))).map(describeRow)).toEqual([]);
    expect(clean.filter((row) => nights(row) === 0).length).toBeGreaterThan(200);
  });

  test('同一病案号的各次住院次数不重复,时段不重叠', () => {
    const stays = new Map<string, SampleRow[]>();
    for (const row of clean) stays.set(cell(row, 'A48'), [...(stays.get(cell(row, 'A48')) ?? []), row]);
    const returning = [...stays.values()].filter((list) => list.length > 1);
    expect(returning.length).toBeGreaterThan(300);
    const inOrder = (row: SampleRow, before: SampleRow) =>
      Number(cell(row, 'A49')) > Number(cell(before, 'A49')) && cell(row, 'B12') > cell(before, 'B15');
    for (const list of returning) expect(list.slice(1).every((row, i) => inOrder(row, list[i]!))).toBe(true);
  });

  test('有死亡、新生儿、产妇与日间病例', () => {
    const share = (pick: (row: SampleRow) => boolean) => clean.filter(pick).length / clean.length;
    expect(share((row) => cell(row, 'B34C') === '5')).toBeGreaterThan(0.003);
    expect(share((row) => cell(row, 'B34C') === '5')).toBeLessThan(0.02);
    expect(share((row) => cell(row, 'A16') !== '' && Number(cell(row, 'A16')) <= 28)).toBeGreaterThan(0.01);
    expect(share((row) => cell(row, 'C06x01C') === 'Z37.000')).toBeGreaterThan(0.03);
  });

  test('任何种子下费用都平', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (seed) => {
        return rowsOf({ seed, cases: 60, clean: true }).every((row) => sumOfItems(row) === fen(cell(row, 'D01')));
      }),
      { numRuns: 30 },
    );
  });
});

describe('表头', () => {
  test('两种表头一样长,没有重名', () => {
    for (const dialect of ['hqms', 'chinese'] as const) {
      const header = sampleHeader(dialect);
      expect(header).toHaveLength(sampleColumns.length);
      expect(new Set(header).size).toBe(header.length);
      expect(rows[0]!.cells).toHaveLength(header.length);
    }
  });
});
