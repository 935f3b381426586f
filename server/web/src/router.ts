import { useSyncExternalStore } from 'react';

export type PageName =
  | 'overview'
  | 'intake'
  | 'cases'
  | 'reports'
  | 'schemes'
  | 'dip'
  | 'quality'
  | 'assessment'
  | 'benchmarks'
  | 'codes'
  | 'proof'
  | 'indicators'
  | 'departments'
  | 'figure';
export const PAGES: Record<PageName, string> = {
  overview: '运行概况',
  intake: '数据导入',
  cases: '病例',
  reports: '报表',
  quality: '高质量发展',
  assessment: '科室考核',
  benchmarks: '标杆比较',
  indicators: '指标',
  departments: '科室',
  schemes: '方案与权重',
  dip: 'DIP',
  codes: '编码对照',
  proof: '入组证明',
  figure: '指标来历',
};

/** 导航里的一组:几个不是天天用的页面收在一个名称下。 */
export interface NavigationGroup {
  name: string;
  pages: readonly PageName[];
}

/** 导航;证明与一个数的来历由链接打开,不在其中。 */
export const NAVIGATION: readonly (PageName | NavigationGroup)[] = [
  'overview',
  'intake',
  'cases',
  'reports',
  { name: '绩效', pages: ['quality', 'assessment', 'benchmarks', 'indicators'] },
  'dip',
  { name: '方案与字典', pages: ['schemes', 'codes', 'departments'] },
];

export type Params = Record<string, string | undefined>;
export interface Route {
  page: PageName;
  /** 页名之后的一段,如 `#/proof/…` 的内容。 */
  rest: string | undefined;
  params: Record<string, string | undefined>;
}

/** 页内地址,如 `#/cases?period=2025-06&drg=FM19`。空串有含义(没有填科室),照写。 */
export function hrefOf(page: PageName, params: Params = {}): string {
  const given = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return `#/${page}${text && `?${text}`}`;
}

export function go(page: PageName, params: Params = {}): void {
  location.hash = hrefOf(page, params);
}

function routeOf(hash: string): Route {
  const [name = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', rest] = name.split('/', 2);
  const page = first in PAGES ? (first as PageName) : 'overview';
  return { page, rest, params: Object.fromEntries(new URLSearchParams(query)) };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** 当前页与它的参数;筛选条件都在地址里,可以收藏、后退。 */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return routeOf(hash);
}
