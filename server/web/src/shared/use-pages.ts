import type { TablePaginationConfig } from 'antd';
import { useState } from 'react';

/** 一次取来、在页面上分页的表;一页放得下就不显示页码。 */
export const pagesOf = (pageSize: number): TablePaginationConfig => ({
  pageSize,
  showSizeChanger: false,
  hideOnSinglePage: true,
});

/** 由接口分页的表:`query` 写进地址,`pagination` 交给表,`first` 使换了条件时回到第一页。 */
export function usePages(pageSize: number) {
  const [page, setPage] = useState(1);
  return {
    query: { page, pageSize },
    pagination: (total = 0): TablePaginationConfig => ({
      ...pagesOf(pageSize),
      current: page,
      total,
      onChange: setPage,
    }),
    restart: () => setPage(1),
    first:
      <T>(set: (value: T) => void) =>
      (value: T) => {
        set(value);
        setPage(1);
      },
  };
}
export type Pages = ReturnType<typeof usePages>;
