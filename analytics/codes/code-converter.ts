import type { CodeMapping } from './code-mapping.ts';
import { type CodeChange, type CodeKind, plainCode, repairCode, writtenChanges } from './code-repair.ts';

/**
 * 一个编码在分组之前的去向:方案本来认得;规范写法后认得;经对照表得到唯一的编码;
 * 对照表有几个目标,无法定;都不行,原样进入分组。
 */
export const CODE_OUTCOMES = {
  known: '方案认得',
  repaired: '规范写法后认得',
  mapped: '经对照表转换',
  ambiguous: '对照表有几个目标,未转换',
  unmapped: '方案不认得,也没有对照',
} as const;
export type CodeOutcome = keyof typeof CODE_OUTCOMES;

export interface ConvertedCode {
  readonly code: string;
  readonly outcome: CodeOutcome;
  readonly changes: readonly CodeChange[];
  /** 对照表给出的目标;歧义时有几个。 */
  readonly targets: readonly string[];
}

export type CodeConverter = (text: string) => ConvertedCode;

const NO_TARGETS: readonly string[] = [];

/**
 * 某一类编码的转换:`known` 说方案认不认得。`scope` 为 unknown 的对照表只管方案不认得的编码;
 * 为 all 时先对照,对照表里没有的编码才按方案认。
 */
export function codeConverter(
  kind: CodeKind,
  known: (code: string) => boolean,
  mapping: CodeMapping | null,
): CodeConverter {
  return (text) => {
    const { code, changes } = repairCode(text, kind, known);
    const plain = plainCode(text, kind);
    const recognised = known(code);
    if (mapping && (mapping.scope === 'all' || !recognised)) {
      const targets = mapping.targetsOf(plain);
      if (targets.length === 1)
        return {
          code: targets[0]!,
          outcome: known(targets[0]!) ? 'mapped' : 'unmapped',
          changes: writtenChanges(text, kind),
          targets,
        };
      if (targets.length > 1) return { code, outcome: 'ambiguous', changes, targets };
    }
    const outcome = !recognised ? 'unmapped' : code === plain ? 'known' : 'repaired';
    return { code, outcome, changes, targets: NO_TARGETS };
  };
}
