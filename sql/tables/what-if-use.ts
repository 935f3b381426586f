import type { Generated, GeneratedAlways } from 'kysely';

export interface WhatIfUseTables {
  what_if_use: WhatIfUseTable;
}

/** 「什么会改变入组」的一次使用。 */
export interface WhatIfUseTable {
  what_if_use_id: GeneratedAlways<string>;
  used_at: Generated<Date>;
  used_by: string;
  case_id: string;
  scheme_key: string;
  /** 列出了几种改动。 */
  changes: number;
  money_shown: boolean;
}
