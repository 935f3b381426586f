import { join, resolve } from 'node:path';
import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** 全部设置,一律来自环境变量;`casemix config` 打印它们(令牌除外)。 */
export const ConfigSchema = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, '须以 postgres:// 开头')
      .optional()
      .describe('PostgreSQL 连接串;不设则用数据目录里的嵌入数据库'),
    CASEMIX_DATA: z.string().default('casemix-data').describe('数据目录:嵌入数据库、待导入文件、报表、佐证附件'),
    CASEMIX_HOST: z.string().default('127.0.0.1').describe('监听地址'),
    CASEMIX_PORT: z.coerce.number().int().min(0).max(65535).default(8740).describe('监听端口;0 为任选'),
    CASEMIX_TOKEN: z.string().min(16, '访问令牌至少 16 个字符').optional().describe('访问令牌;监听非本机地址时必须设'),
    CASEMIX_HOSPITAL: z.string().optional().describe('缺省机构代码:文件没有机构代码列时用它'),
    CASEMIX_HOSPITAL_NAME: z.string().optional().describe('缺省机构名称'),
    CASEMIX_SCHEME: z.string().optional().describe('分组方案(CSV 的文件夹、.zip 或 .xlsx);不设则用内置参考方案'),
    CASEMIX_MAX_UPLOAD_MB: z.coerce.number().int().min(1).default(1024).describe('一个上传文件的上限(MB)'),
    CASEMIX_MAX_SCHEME_MB: z.coerce.number().int().min(1).default(100).describe('一个分组方案文件的上限(MB)'),
    CASEMIX_IDENTITY_KEY: z.string().min(16).optional().describe('身份证号、人员编号的哈希密钥;不设则这些列一律丢弃'),
    CASEMIX_MONEY: z.enum(['shown', 'hidden']).default('shown').describe('「什么会改变入组」等处是否显示金额'),
    CASEMIX_PAGE_URL: z
      .string()
      .regex(/^https?:\/\/[^"\s]+$/, '须以 http:// 或 https:// 开头')
      .optional()
      .describe('院内打开本系统的网址;工作簿的溯源表据此写链接,不设则只写页内地址'),
    CASEMIX_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('日志级别'),
  })
  .superRefine((value, context) => {
    if (!LOOPBACK.has(value.CASEMIX_HOST) && !value.CASEMIX_TOKEN) {
      context.addIssue({
        code: 'custom',
        path: ['CASEMIX_HOST'],
        message: `监听 ${value.CASEMIX_HOST} 会让其他机器访问到本服务,必须同时设置访问令牌 CASEMIX_TOKEN`,
      });
    }
  });

export interface Config {
  databaseUrl: string | null;
  databaseFolder: string;
  uploadFolder: string;
  reportFolder: string;
  attachmentFolder: string;
  host: string;
  port: number;
  token: string | null;
  defaultHospital: { id: string; name: string } | null;
  schemeFolder: string | null;
  maxUploadBytes: number;
  maxSchemeBytes: number;
  identityKey: string | null;
  showMoney: boolean;
  /** 以 / 结尾。 */
  pageUrl: string | null;
  logLevel: string;
}

/** 设置不对:列出每一项错在哪里。 */
export class ConfigInvalid extends Error {}

/** 读环境变量;有一项不对就抛出 {@link ConfigInvalid},不带着错误的设置启动。 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // 空文本等于没设:容器与服务管理器常把未填的变量传成空。
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = ConfigSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigInvalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}:${issue.message}`).join('\n'));
  }
  const env = parsed.data;
  const data = resolve(env.CASEMIX_DATA);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    databaseFolder: join(data, 'database'),
    uploadFolder: join(data, 'uploads'),
    reportFolder: join(data, 'reports'),
    attachmentFolder: join(data, 'attachments'),
    host: env.CASEMIX_HOST,
    port: env.CASEMIX_PORT,
    token: env.CASEMIX_TOKEN ?? null,
    defaultHospital: env.CASEMIX_HOSPITAL
      ? { id: env.CASEMIX_HOSPITAL, name: env.CASEMIX_HOSPITAL_NAME ?? env.CASEMIX_HOSPITAL }
      : null,
    schemeFolder: env.CASEMIX_SCHEME ? resolve(env.CASEMIX_SCHEME) : null,
    maxUploadBytes: env.CASEMIX_MAX_UPLOAD_MB * 1024 * 1024,
    maxSchemeBytes: env.CASEMIX_MAX_SCHEME_MB * 1024 * 1024,
    identityKey: env.CASEMIX_IDENTITY_KEY ?? null,
    showMoney: env.CASEMIX_MONEY === 'shown',
    pageUrl: env.CASEMIX_PAGE_URL?.replace(/\/*$/, '/') ?? null,
    logLevel: env.CASEMIX_LOG,
  };
}

/** 设置一览(名称、当前值、说明);令牌与密钥、连接串里的口令不打印。 */
export function describeConfig(
  environment: Record<string, string | undefined>,
): { name: string; value: string; about: string }[] {
  const shape = ConfigSchema.shape;
  const secret = new Set(['CASEMIX_TOKEN', 'CASEMIX_IDENTITY_KEY']);
  return Object.entries(shape).map(([name, schema]) => {
    const given = environment[name];
    const fallback = (schema as { def?: { defaultValue?: unknown } }).def?.defaultValue;
    const shown = given === undefined ? (fallback === undefined ? '(未设)' : `${fallback}(缺省)`) : given;
    const value = secret.has(name) && given ? '(已设,不显示)' : shown.replace(/:\/\/([^:@/]+):[^@]*@/, '://$1:***@');
    return { name, value, about: schema.description ?? '' };
  });
}
