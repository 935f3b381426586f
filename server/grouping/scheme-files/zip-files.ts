import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { FileProblem } from '../../intake/files/file-problem.ts';
import { decodeFileName } from './decode-text.ts';
import type { SchemeLimits } from './limits.ts';
import { isPackPath, type PackFile } from './pack-files.ts';

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

const refuse = (code: string, message: string, fix: string) => new FileProblem({ code, message, fix });
const broken = () => refuse('zip-broken', '压缩包不完整或已损坏,打不开。', '请重新压缩后再试。');

const MOST_ENTRIES = 10_000;
const MOST_RATIO = 200;
const RATIO_APPLIES_ABOVE = 16 * 1024 * 1024;
const UTF8_NAME = 1 << 11;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** 压缩包里各项的名称(不解开);用来认出它是工作簿还是装着 CSV 的压缩包。 */
export async function zipEntryNames(path: string): Promise<string[]> {
  const names: string[] = [];
  await eachEntry(path, async (entry) => void names.push(nameOf(entry)));
  return names;
}

/**
 * 压缩包里要的文件(缺省是与方案有关的),都读进内存。路径爬出包外、绝对路径、盘符、符号链接、加密、解开后过大的,整包拒绝;
 * 全部放在同一个顶层文件夹里的,从那个文件夹算起。
 */
export async function filesInZip(
  path: string,
  packedBytes: number,
  limits: SchemeLimits,
  isWanted = isPackPath,
): Promise<PackFile[]> {
  const budget = new UnpackBudget(packedBytes, limits.unpackedBytes);
  const found: { path: string; bytes: Buffer }[] = [];
  await eachEntry(path, async (entry, zip) => {
    const name = safeName(entry);
    if (name.endsWith('/') || isSystemFile(name)) return;
    found.push({ path: name, bytes: isTable(name) ? await contentOf(zip, entry, budget) : Buffer.alloc(0) });
  });
  const top = commonFolder(found.map((file) => file.path));
  return found
    .map(({ path: name, bytes }) => ({ path: name.slice(top.length), read: async () => bytes }))
    .filter((file) => isWanted(file.path));
}

const isTable = (name: string) => /\.(csv|json)$/i.test(name);

/** 苹果、Windows 的压缩软件自己添的文件。 */
const isSystemFile = (name: string) => /(^|\/)(__MACOSX\/|\.DS_Store$|\._|Thumbs\.db$)/.test(name);

function eachEntry(path: string, take: (entry: yauzl.Entry, zip: yauzl.ZipFile) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: true }).then(
      (zip) => {
        const fail = (error: Error) => {
          zip.close();
          reject(error instanceof FileProblem ? error : broken());
        };
        if (zip.entryCount > MOST_ENTRIES) return fail(tooMuch());
        zip.on('error', fail);
        zip.on('end', resolve);
        zip.on('entry', (entry: yauzl.Entry) => {
          take(entry, zip).then(() => zip.readEntry(), fail);
        });
        zip.readEntry();
      },
      () => reject(broken()),
    );
  });
}

/** 文件名:标明是 UTF-8 的按 UTF-8,此外 UTF-8 不通就按 GBK。 */
function nameOf(entry: yauzl.Entry): string {
  // decodeStrings 为 false 时文件名是字节。
  const raw = entry.fileName as unknown as Buffer;
  const name = (entry.generalPurposeBitFlag & UTF8_NAME) !== 0 ? raw.toString('utf8') : decodeFileName(raw);
  return name.replaceAll('\\', '/');
}

function safeName(entry: yauzl.Entry): string {
  const name = nameOf(entry);
  if (name.includes('\0') || yauzl.validateFileName(name) !== null) {
    throw refuse(
      'zip-unsafe-path',
      `压缩包里有爬出包外的路径「${name.replaceAll('\0', '')}」,没有读。`,
      '方案包里只应有各表的 CSV 与 scheme.json,请向给您文件的人核实来历,重新压缩后再试。',
    );
  }
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) {
    throw refuse('zip-symbolic-link', `压缩包里的「${name}」是符号链接,没有读。`, '请放入文件本身,重新压缩后再试。');
  }
  if (entry.isEncrypted()) {
    throw refuse('zip-encrypted', '压缩包设了密码,读不了。', '请去掉密码,重新压缩后再试。');
  }
  return name;
}

async function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry, budget: UnpackBudget): Promise<Buffer> {
  budget.announce(entry.uncompressedSize);
  const chunks: Buffer[] = [];
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenReadStream)(entry);
  for await (const chunk of stream) {
    budget.spend((chunk as Buffer).length);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

type OpenReadStream = (entry: yauzl.Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void;

const tooMuch = () =>
  refuse(
    'zip-too-large',
    '压缩包解开后大得不正常(可能是压缩炸弹),没有读。',
    '请核对压缩包的内容;方案包通常只有几十 MB。',
  );

/** 解开的字节数:目录里写的大小可以造假,所以边解边数。 */
class UnpackBudget {
  private spent = 0;

  constructor(
    private readonly packedBytes: number,
    private readonly limit: number,
  ) {}

  announce(bytes: number): void {
    if (bytes > this.limit) throw tooMuch();
  }

  spend(bytes: number): void {
    this.spent += bytes;
    const outOfProportion = this.spent > RATIO_APPLIES_ABOVE && this.spent > this.packedBytes * MOST_RATIO;
    if (this.spent > this.limit || outOfProportion) throw tooMuch();
  }
}

/** 所有文件共同的顶层文件夹(`某市方案/`);没有为空串。表自己的文件夹不算。 */
function commonFolder(paths: readonly string[]): string {
  const [first] = paths;
  const end = first?.indexOf('/') ?? -1;
  if (first === undefined || end < 0) return '';
  const folder = first.slice(0, end + 1);
  if (!paths.every((path) => path.startsWith(folder))) return '';
  return folder + commonFolder(paths.map((path) => path.slice(folder.length)));
}
