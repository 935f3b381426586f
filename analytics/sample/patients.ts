import type { Random } from '../random.ts';

/** 一个病人;再次住院时沿用病案号。 */
export interface Patient {
  recordNo: string;
  visits: number;
  sex: 1 | 2;
  birthDay: number;
  lastDischarge: number;
  payer: string;
}

/** 每种诊疗至多记住这么多可能再来的病人,内存因此与例数无关。 */
const REMEMBERED_OFTEN = 2048;
const REMEMBERED = 256;

/** 可能再次住院的病人,按诊疗分队,先出院的先回来。 */
export class ReturningPatients {
  readonly #queues = new Map<number, Patient[]>();
  readonly #heads = new Map<number, number>();

  /** 出院后等待再来;队满则不记。 */
  remember(pattern: number, again: number, patient: Patient): void {
    const queue = this.#queues.get(pattern) ?? [];
    const head = this.#heads.get(pattern) ?? 0;
    if (queue.length - head >= (again >= 0.3 ? REMEMBERED_OFTEN : REMEMBERED)) return;
    queue.push(patient);
    this.#queues.set(pattern, queue);
  }

  /** 最早出院、可能再来的病人。 */
  first(pattern: number): Patient | null {
    return this.#queues.get(pattern)?.[this.#heads.get(pattern) ?? 0] ?? null;
  }

  removeFirst(pattern: number): void {
    const queue = this.#queues.get(pattern);
    if (queue !== undefined) this.#advance(pattern, queue, (this.#heads.get(pattern) ?? 0) + 1);
  }

  #advance(pattern: number, queue: Patient[], head: number): void {
    if (head < 512) {
      this.#heads.set(pattern, head);
      return;
    }
    queue.splice(0, head);
    this.#heads.set(pattern, 0);
  }
}

/** RC032:1 城镇职工、2 城乡居民、7 全自费、9 其他。 */
export function drawPayer(random: Random): string {
  const u = random.next();
  if (u < 0.44) return '1';
  if (u < 0.91) return '2';
  return u < 0.97 ? '7' : '9';
}
