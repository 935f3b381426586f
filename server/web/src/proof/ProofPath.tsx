import { Collapse, Table, type TableColumnsType, Tag } from 'antd';
import { codeAndName } from '../format.ts';
import type { AdrgStep, MdcStep, ProofStep, Unmet } from './proof-types.ts';
import { reasonOf } from './reason.ts';

/** 一次显示的 ADRG 不多于它就直接展开。 */
const SHOWN_AT_ONCE = 6;

/** 依次试过的大类;收下病例的大类里依次试过的核心分组。 */
export function ProofPath({ mdcs }: { mdcs: MdcStep[] }) {
  return (
    <div className="stack">
      {mdcs.map((step) => step.holds && <AdmittedMdc key={step.code} step={step} />)}
      <RefusedMdcs refused={mdcs.filter(({ holds }) => !holds)} />
    </div>
  );
}

function AdmittedMdc({ step: { code, name, condition, adrgs } }: { step: MdcStep }) {
  const last = adrgs.at(-1);
  const chosen = last?.holds ? last : null;
  const refused = chosen ? adrgs.slice(0, -1) : adrgs;
  return (
    <div className="stack">
      <div>
        <Tag color="success">收下</Tag>
        {codeAndName(code, name)} <Condition text={condition} />
      </div>
      <div>
        {chosen ? (
          <>
            <Tag color="success">成立</Tag>
            {codeAndName(chosen.code, chosen.name)} <Condition text={chosen.condition} />
          </>
        ) : (
          <Tag color="warning">其中没有 ADRG 成立</Tag>
        )}
      </div>
      {refused.length > 0 && (
        <Collapse
          size="small"
          defaultActiveKey={refused.length <= SHOWN_AT_ONCE ? ['refused'] : []}
          items={[
            {
              key: 'refused',
              label: `先试过而不成立的 ADRG（${refused.length}）`,
              children: <StepTable steps={refused} />,
            },
          ]}
        />
      )}
    </div>
  );
}

const STEP_COLUMNS: TableColumnsType<AdrgStep> = [
  {
    title: 'ADRG',
    width: 280,
    render: (_, { code, rule, name }) => codeAndName(rule ? `${code}(${rule})` : code, name),
  },
  { title: '条件', width: 260, render: (_, { condition }) => <Condition text={condition} /> },
  { title: '差什么', render: (_, { unmet }) => reasonOf(unmet) },
];

function StepTable({ steps }: { steps: AdrgStep[] }) {
  const rows = steps.map((step) => ({ ...step, key: `${step.code} ${step.rule}` }));
  return <Table<AdrgStep> size="small" columns={STEP_COLUMNS} dataSource={rows} pagination={false} />;
}

/** 没有收下的大类,理由相同的写在一起。 */
function RefusedMdcs({ refused }: { refused: MdcStep[] }) {
  const byReason = new Map<string, ProofStep[]>();
  for (const step of refused) {
    const why = reasonOf(step.unmet.map((unmet) => withoutOwner(unmet, step.code)));
    byReason.set(why, [...(byReason.get(why) ?? []), step]);
  }
  return [...byReason].map(([why, steps]) => (
    <div key={why} className="small muted">
      {steps.map(({ code }) => code).join('、')} 不收：{why}
    </div>
  ));
}

const withoutOwner = (unmet: Unmet, mdc: string): Unmet => ({
  ...unmet,
  message: unmet.message.replace(` ${mdc} 的`, '它的'),
});

function Condition({ text }: { text: string }) {
  return <code className="mono small muted">{text}</code>;
}
