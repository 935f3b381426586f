import { escapeXml } from './text.ts';

/** 图中一组数据,引用单元格;`cached` 是同一批格里的值(不重算的阅读器也能画)。 */
export interface Series {
  readonly name: string;
  readonly categories: { readonly ref: string; readonly cached: readonly string[] };
  readonly values: { readonly ref: string; readonly cached: readonly (number | null)[]; readonly numFmt: string };
  readonly color: string;
}

/** 一个图层:柱、条或线;`secondary` 用右侧数值轴。 */
export interface Layer {
  readonly kind: 'column' | 'bar' | 'line';
  readonly series: readonly Series[];
  readonly axisTitle: string;
  readonly secondary?: boolean;
  /** 数值轴的下限;不给则自动。 */
  readonly minimum?: number;
}

export interface Chart {
  readonly title: string;
  readonly layers: readonly Layer[];
  /** 占的格:左上角(列、行从 0 起)与跨度。 */
  readonly place: { readonly column: number; readonly row: number; readonly columns: number; readonly rows: number };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const properties = (size: number, bold = false) =>
  `<a:defRPr sz="${size * 100}" b="${bold ? 1 : 0}"><a:solidFill><a:srgbClr val="374151"/></a:solidFill><a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:defRPr>`;
const textProperties = (size: number) =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>${properties(size)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`;
const title = (text: string, size: number, bold: boolean, rotate = false) =>
  `<c:title><c:tx><c:rich><a:bodyPr${rotate ? ' rot="-5400000" vert="horz"' : ''}/><a:lstStyle/><a:p><a:pPr>${properties(size, bold)}</a:pPr><a:r><a:rPr lang="zh-CN" sz="${size * 100}" b="${bold ? 1 : 0}"/><a:t>${escapeXml(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
const line = (color: string, width: number) =>
  `<a:ln w="${width}"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></a:ln>`;

/** 图表部件。 */
export function chartXml(chart: Chart): string {
  const layers = chart.layers.map((layer, i) => layerXml(layer, i, offsetOf(chart.layers, i))).join('');
  const axes = chart.layers.map((layer, i) => axesXml(layer, i)).join('');
  return (
    `${HEAD}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${OFFICE}"><c:roundedCorners val="0"/>` +
    `<c:chart>${title(chart.title, 12, true)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${layers}${axes}</c:plotArea>` +
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textProperties(9)}</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>${line('D1D5DB', 9525)}</c:spPr></c:chartSpace>`
  );
}

const offsetOf = (layers: readonly Layer[], until: number) =>
  layers.slice(0, until).reduce((n, layer) => n + layer.series.length, 0);
const axisIds = (index: number) => [(index + 1) * 1000 + 1, (index + 1) * 1000 + 2] as const;

function layerXml(layer: Layer, index: number, offset: number): string {
  const series = layer.series.map((s, i) => seriesXml(s, offset + i, layer.kind)).join('');
  const [category, value] = axisIds(index);
  const ids = `<c:axId val="${category}"/><c:axId val="${value}"/>`;
  if (layer.kind === 'line') {
    return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${ids}</c:lineChart>`;
  }
  const direction = layer.kind === 'bar' ? 'bar' : 'col';
  return `<c:barChart><c:barDir val="${direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/>${ids}</c:barChart>`;
}

function seriesXml(series: Series, order: number, kind: Layer['kind']): string {
  const fill = `<a:solidFill><a:srgbClr val="${series.color}"/></a:solidFill>`;
  const shape =
    kind === 'line'
      ? `<c:spPr>${line(series.color, 28575)}</c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>${fill}${line(series.color, 9525)}</c:spPr></c:marker>`
      : `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`;
  return (
    `<c:ser><c:idx val="${order}"/><c:order val="${order}"/><c:tx><c:v>${escapeXml(series.name)}</c:v></c:tx>${shape}` +
    `<c:cat>${stringReference(series.categories)}</c:cat><c:val>${numberReference(series.values)}</c:val>${kind === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`
  );
}

function stringReference({ ref, cached }: Series['categories']): string {
  const points = cached.map((text, i) => `<c:pt idx="${i}"><c:v>${escapeXml(text)}</c:v></c:pt>`).join('');
  return `<c:strRef><c:f>${escapeXml(ref)}</c:f><c:strCache><c:ptCount val="${cached.length}"/>${points}</c:strCache></c:strRef>`;
}

function numberReference({ ref, cached, numFmt }: Series['values']): string {
  const points = cached
    .map((value, i) => (value === null ? '' : `<c:pt idx="${i}"><c:v>${value}</c:v></c:pt>`))
    .join('');
  return `<c:numRef><c:f>${escapeXml(ref)}</c:f><c:numCache><c:formatCode>${escapeXml(numFmt)}</c:formatCode><c:ptCount val="${cached.length}"/>${points}</c:numCache></c:numRef>`;
}

function axesXml(layer: Layer, index: number): string {
  const [category, value] = axisIds(index);
  const sideways = layer.kind === 'bar';
  const secondary = layer.secondary === true;
  const numFmt = escapeXml(layer.series[0]?.values.numFmt ?? 'General');
  const grid = secondary ? '' : `<c:majorGridlines><c:spPr>${line('E5E7EB', 6350)}</c:spPr></c:majorGridlines>`;
  const minimum = layer.minimum === undefined ? '' : `<c:min val="${layer.minimum}"/>`;
  const axisLine = `<c:spPr>${line('9CA3AF', 9525)}</c:spPr>`;
  return (
    `<c:catAx><c:axId val="${category}"/><c:scaling><c:orientation val="${sideways ? 'maxMin' : 'minMax'}"/></c:scaling>` +
    `<c:delete val="${secondary ? 1 : 0}"/><c:axPos val="${sideways ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/>` +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${axisLine}${textProperties(9)}` +
    `<c:crossAx val="${value}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>` +
    `<c:valAx><c:axId val="${value}"/><c:scaling><c:orientation val="minMax"/>${minimum}</c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${secondary ? 'r' : sideways ? 'b' : 'l'}"/>${grid}${title(layer.axisTitle, 9, false, !sideways)}` +
    `<c:numFmt formatCode="${numFmt}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${axisLine}${textProperties(9)}` +
    `<c:crossAx val="${category}"/><c:crosses val="${secondary || sideways ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/></c:valAx>`
  );
}

/** 绘图部件:每个图占的位置。 */
export function drawingXml(charts: readonly Chart[]): string {
  const anchors = charts.map(({ place, title: name }, i) => {
    const corner = (tag: string, column: number, row: number) =>
      `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${tag}>`;
    return (
      `<xdr:twoCellAnchor>${corner('from', place.column, place.row)}${corner('to', place.column + place.columns, place.row + place.rows)}` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${i + 2}" name="${escapeXml(name)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
      `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWING}/chart">` +
      `<c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${OFFICE}" r:id="rId${i + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
    );
  });
  return `${HEAD}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main" xmlns:r="${OFFICE}">${anchors.join('')}</xdr:wsDr>`;
}
