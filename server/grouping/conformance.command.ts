import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import { checkConformance } from '../../analytics/grouping/conformance/conformance-kit.ts';
import { conformanceReport, summarise } from '../../analytics/grouping/conformance/conformance-report.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { conformanceCsv } from './conformance-csv.ts';

/** `casemix scheme conformance`:由方案自己的规则造正反例,核对分组器;不一致时退出码为 1。 */
export function conformanceCommand(where: string, readPack: (path: string) => Promise<SchemePack>): Command {
  return new Command('conformance')
    .description('由方案的规则造正例与差一点的反例,核对分组器,说出规则的覆盖;不一致时退出码为 1')
    .argument('<PATH>', where)
    .option('--out <FILE>', '把核对病例与应得的结果写成 CSV,可用来核对别的分组器')
    .action(async (path: string, { out }: { out?: string }) => {
      const pack = await readPack(path);
      const rows = checkConformance(pack, compileScheme(pack));
      const summary = summarise(rows);
      console.log(`方案 ${pack.meta.name}(${pack.meta.id}@${pack.meta.version})`);
      for (const line of conformanceReport(summary)) console.log(line);
      if (out) {
        await writeFile(out, conformanceCsv(rows));
        console.log(`写入 ${out}`);
      }
      if (summary.disagreements.length > 0) process.exitCode = 1;
    });
}
