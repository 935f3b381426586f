import { Alert, Tag } from 'antd';
import type { ReactNode } from 'react';
import { codeAndName } from '../format.ts';
import { factTexts } from './facts.ts';
import { NearAdrgTable } from './NearAdrgTable.tsx';
import { ProofCodeTable } from './ProofCodeTable.tsx';
import { ProofPath } from './ProofPath.tsx';
import { ProofSentences } from './ProofSentences.tsx';
import type { Proof, SharedCase, UngroupedCause } from './proof-types.ts';
import { TierTable } from './TierTable.tsx';

interface ProofViewProps {
  proof: Proof;
  cause: UngroupedCause | null;
  facts: SharedCase['case'];
  forReference: boolean;
}

/** 一个病例入组的全部理由;没有身份,病例页与分享的页面共用。 */
export function ProofView({ proof, cause, facts, forReference }: ProofViewProps) {
  const { scheme, result, codes, complications, mdcs, near, drgs, sentences } = proof;
  return (
    <div className="stack proof">
      {cause ? (
        <Alert type="warning" showIcon title={`未入组 ${cause.group}`} description={cause.message} />
      ) : (
        <Alert type="success" showIcon title={sentences.at(-1)?.replace(/^结果[:：]/, '')} />
      )}
      <div className="toolbar small muted">
        <span>
          方案 {codeAndName(scheme.id, scheme.name)} {scheme.version}
        </span>
        {forReference && <Tag color="warning">参考方案，不用于结算</Tag>}
        {cause && <span>原因编码 {cause.code}</span>}
        <span>{factTexts(facts).join('　')}</span>
      </div>
      <Section title="编码与并发症">
        <ProofCodeTable codes={codes} complications={complications} />
      </Section>
      <Section title="大类与核心分组">
        <ProofPath mdcs={mdcs} />
      </Section>
      {drgs.length > 0 && (
        <Section title={`${result.adrg} 的病组，依次试`}>
          <TierTable drgs={drgs} />
        </Section>
      )}
      {near.length > 0 && (
        <Section title={`只差一条的 ADRG（${near.length}）`}>
          <NearAdrgTable near={near} />
        </Section>
      )}
      <Section title="文字说明">
        <ProofSentences sentences={sentences} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4>{title}</h4>
      {children}
    </section>
  );
}
