import { z } from 'zod';
import { parsePeriod } from '../../analytics/period.ts';
import '../http/endpoint.ts';

export const HospitalQuery = z.object({ hospital: z.string().optional().describe('机构代码;只有一家时可不写') });

/** 期间参数:读成半开区间。 */
export const PeriodText = z
  .string()
  .transform((text, context) => {
    const period = parsePeriod(text);
    if (period) return period;
    context.addIssue({
      code: 'custom',
      message: `「${text}」不是期间;请写 2025-06-03、2025-W23(ISO 周)、2025-06、2025-Q2、2025-H1、2025 或 2025-01-01/2025-03-01(不含末日)`,
    });
    return z.NEVER;
  })
  .openapi({ type: 'string', example: '2025-06' });

export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份请写成 2025-06 的样子');
