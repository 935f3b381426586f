import { abdomen } from './abdomen.ts';
import { bonesAndInjuries } from './bones-and-injuries.ts';
import { brainAndMetabolism } from './brain-and-metabolism.ts';
import { heartAndLung } from './heart-and-lung.ts';
import type { PatternSpec } from './pattern.ts';
import { sensesAndRecovery } from './senses-and-recovery.ts';
import { womenAndChildren } from './women-and-children.ts';

export type { PatternOptions, PatternSpec } from './pattern.ts';

/** 全部常见诊疗。 */
export const samplePatterns: readonly PatternSpec[] = [
  ...heartAndLung,
  ...brainAndMetabolism,
  ...abdomen,
  ...bonesAndInjuries,
  ...womenAndChildren,
  ...sensesAndRecovery,
];
