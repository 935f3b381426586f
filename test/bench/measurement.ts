/** 一项测得的数;ratio 是与同一次运行里裸基线之比。 */
export interface Measurement {
  name: string;
  value: number;
  unit: string;
  ratio?: number;
}
