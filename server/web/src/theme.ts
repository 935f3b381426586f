import { type ThemeConfig, theme } from 'antd';

/** 深蓝主色、紧凑间距;字体只用本机已有的中文字体。 */
export const appTheme: ThemeConfig = {
  algorithm: theme.compactAlgorithm,
  token: {
    colorPrimary: '#1d5a91',
    colorInfo: '#1d5a91',
    colorLink: '#1d5a91',
    borderRadius: 4,
    fontSize: 14,
    motion: false,
    colorBgLayout: '#f4f6f8',
    fontFamily:
      '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif',
  },
  components: {
    Table: { headerBg: '#eef2f6', headerSplitColor: '#dde4ea', rowHoverBg: '#f2f7fb' },
    Card: { bodyPadding: 12 },
  },
};
