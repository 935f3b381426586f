import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { FileProblem } from './file-problem.ts';

/** 解开后的总量上限:真实的百万行工作簿约 2 GB;超过它、或压缩比离奇的,当作压缩炸弹。 */
const MAX_UNPACKED = 4 * 1024 ** 3;
const MAX_RATIO = 200;
const RATIO_APPLIES_ABOVE = 64 * 1024 ** 2;
const MAX_ENTRIES = 10_000;

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

const broken = () =>
  new FileProblem({
    code: 'xlsx-broken',
    message: '工作簿不完整或已损坏,打不开。',
    fix: '请重新导出;若经 U 盘或邮件传来,请核对文件大小后再上传。',
  });
const bomb = () =>
  new FileProblem({
    code: 'xlsx-too-large',
    message: '工作簿解开后大得不正常(可能是压缩炸弹),没有导入。',
    fix: '请用 Excel 或 WPS 打开核对,或另存为 CSV 再上传。',
  });

/**
 * 导入之前查压缩包:目录完整、确是 xlsx、解开的真实字节数有限。
 * 目录里写的大小可以造假,所以按流解开数一遍(不落盘、不留内存)。
 */
export async function checkXlsx(path: string, packedBytes: number, mostUnpacked = MAX_UNPACKED): Promise<void> {
  const zip = await openZip(path, { lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw broken();
  });
  try {
    const names = await countUnpacked(zip, packedBytes, mostUnpacked);
    if (!names.has('xl/workbook.xml')) {
      throw new FileProblem({
        code: 'not-xlsx',
        message: '这是压缩包,但不是 Excel 工作簿。',
        fix: '请上传解压后的 .xlsx 或 CSV 文件。',
      });
    }
  } finally {
    zip.close();
  }
}

function countUnpacked(zip: yauzl.ZipFile, packedBytes: number, mostUnpacked: number): Promise<Set<string>> {
  const names = new Set<string>();
  let total = 0;
  const tooLarge = () => total > mostUnpacked || (total > RATIO_APPLIES_ABOVE && total > packedBytes * MAX_RATIO);
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(names));
    zip.on('entry', (entry: yauzl.Entry) => {
      names.add(entry.fileName);
      if (names.size > MAX_ENTRIES) return reject(bomb());
      zip.openReadStream(entry, (error, stream) => {
        if (error || !stream) return reject(broken());
        stream.on('data', (chunk: Buffer) => {
          total += chunk.length;
          if (!tooLarge()) return;
          stream.destroy();
          reject(bomb());
        });
        stream.on('error', () => reject(broken()));
        stream.on('end', () => zip.readEntry());
      });
    });
    zip.readEntry();
  });
}
