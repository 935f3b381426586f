/** 读一个方案文件的上限:超过即以说明拒绝,不拖累服务。 */
export interface SchemeLimits {
  /** 文件(文件夹为各 CSV 之和)的字节数。 */
  readonly fileBytes: number;
  /** 压缩包、工作簿解开后的字节数。 */
  readonly unpackedBytes: number;
  /** 全部表的行数。 */
  readonly rows: number;
  /** 读工作簿的秒数。 */
  readonly seconds: number;
  /** 读工作簿的线程可用的堆(MB)。 */
  readonly heapMb: number;
}

const MB = 1024 * 1024;

/** 以文件大小的上限定出其余:全国方案的工作簿约 6 MB、20 万行,缺省值有十倍以上的余地。 */
export function schemeLimits(fileBytes = 100 * MB): SchemeLimits {
  return { fileBytes, unpackedBytes: Math.max(fileBytes * 10, 256 * MB), rows: 2_000_000, seconds: 600, heapMb: 2048 };
}
