import type { ThemeConfig } from 'antd';

/** 页头的高度，与样式表里的一致；表头停在它下面。 */
export const HEADER_HEIGHT = 48;

/** 深蓝主色、紧凑间距；字体只用本机已有的中文字体。 */
export const appTheme: ThemeConfig = {
  token: {
    colorPrimary: '#1668b8',
    colorLink: '#1668b8',
    colorBgLayout: '#f4f6f8',
    colorBgSpotlight: '#22303d',
    borderRadius: 4,
    fontSize: 13,
    controlHeight: 28,
    motion: false,
    fontFamily:
      '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif',
  },
  components: {
    Alert: { defaultPadding: '6px 12px', withDescriptionPadding: '8px 12px', withDescriptionIconSize: 16 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Card: { bodyPadding: 12, bodyPaddingSM: 12, headerFontSizeSM: 14 },
    Descriptions: { itemPaddingBottom: 6 },
    Drawer: { padding: 16, paddingLG: 16 },
    Form: { itemMarginBottom: 0 },
    Table: {
      headerBg: '#eef2f6',
      headerSplitColor: '#dde4ea',
      rowHoverBg: '#f2f7fb',
      cellFontSizeSM: 12,
      cellPaddingBlockSM: 5,
      cellPaddingInlineSM: 6,
    },
    Tabs: { horizontalItemPadding: '6px 0', horizontalMargin: '0 0 8px 0' },
  },
};
