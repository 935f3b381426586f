import { EFFECTIVE_FROM, type FormField, NAME, SOURCE, VERSION } from '../shared/FormFields.tsx';
import type { Catalogue } from './catalogue-types.ts';

/** 目录的身份;文件里写明的、可以由期间得出的不必填。 */
export const ABOUT_FIELDS: FormField[] = [
  { name: 'id', label: '统筹区编号', width: 120, placeholder: '某市' },
  VERSION,
  { ...NAME, placeholder: '某市 DIP 目录' },
  SOURCE,
  EFFECTIVE_FROM,
  { ...EFFECTIVE_FROM, name: 'effectiveTo', label: '最后一天' },
];

/** 没有写的沿用哪个目录。 */
export const basedOnField = (label: string, placeholder: string, catalogues: Catalogue[]): FormField => ({
  name: 'basedOn',
  label,
  width: 220,
  placeholder,
  options: catalogues.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` })),
});
