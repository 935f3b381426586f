import { z } from 'zod';
import '../http/endpoint.ts';

export const JobSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
    progress: z.object({ done: z.number(), total: z.number(), unit: z.string() }).nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    problem: z.object({ code: z.string(), message: z.string(), fix: z.string().optional() }).nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .openapi('Job');
