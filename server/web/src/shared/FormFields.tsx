import { Form, Input, Select } from 'antd';

/** 表单的一项:有选项的是下拉,`date` 的是日期,其余是文字。 */
export interface FormField {
  name: string;
  label: string;
  width: number;
  placeholder?: string;
  required?: boolean;
  date?: boolean;
  options?: { value: string; label: string }[];
}

/** 各种登记都要写的几项。 */
export const NAME: FormField = { name: 'name', label: '名称', width: 200 };
export const VERSION: FormField = { name: 'version', label: '版本', width: 110, placeholder: '2025' };
export const SOURCE: FormField = { name: 'source', label: '来源', width: 200, placeholder: '文件名、文号' };
export const EFFECTIVE_FROM: FormField = { name: 'effectiveFrom', label: '生效日', width: 150, date: true };

export const required = (field: FormField): FormField => ({ ...field, required: true });

export const FormFields = ({ fields }: { fields: readonly FormField[] }) =>
  fields.map((field) => <FormField key={field.name} {...field} />);

export function FormField({ name, label, width, placeholder = '', required = false, date, options }: FormField) {
  const verb = options || date ? '选' : '写';
  const rules = required ? [{ required, whitespace: true, message: `请${verb}${label}` }] : [];
  return (
    <Form.Item name={name} label={label} rules={rules}>
      {options ? (
        <Select style={{ width }} options={options} allowClear={!required} placeholder={placeholder} />
      ) : (
        <Input style={{ width }} type={date ? 'date' : 'text'} placeholder={placeholder} maxLength={200} />
      )}
    </Form.Item>
  );
}
