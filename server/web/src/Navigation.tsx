import { Dropdown } from 'antd';
import { hrefOf, NAVIGATION, type NavigationGroup, PAGES, type PageName } from './router.ts';

/** 页头的导航:常用的直接列出,其余按组收在下拉里。 */
export function Navigation({ current }: { current: PageName }) {
  return (
    <nav className="shell-nav">
      {NAVIGATION.map((entry) =>
        typeof entry === 'string' ? (
          <a key={entry} href={hrefOf(entry)} aria-current={entry === current ? 'page' : undefined}>
            {PAGES[entry]}
          </a>
        ) : (
          <Group key={entry.name} group={entry} current={current} />
        ),
      )}
    </nav>
  );
}

/** 一组页面;正看着其中一页时写出是哪一页。 */
function Group({ group: { name, pages }, current }: { group: NavigationGroup; current: PageName }) {
  const inside = pages.includes(current);
  const items = pages.map((page) => ({ key: page, label: <a href={hrefOf(page)}>{PAGES[page]}</a> }));
  return (
    <Dropdown menu={{ items, selectedKeys: [current] }} trigger={['click']}>
      <button type="button" aria-current={inside || undefined}>
        {inside ? `${name} · ${PAGES[current]}` : name} ▾
      </button>
    </Dropdown>
  );
}
