import { Card } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { BuildForm } from './BuildForm.tsx';
import { CatalogueDiff } from './CatalogueDiff.tsx';
import { CatalogueTable } from './CatalogueTable.tsx';
import { CatalogueUpload } from './CatalogueUpload.tsx';
import type { Catalogue } from './catalogue-types.ts';

/** DIP 目录:登记、导入、由历史病例测算、比较。 */
export function DipCatalogues() {
  const { data, problem, loading, reload } = useApi<Catalogue[]>(urlOf('/dip/catalogues'));
  const catalogues = data ?? [];
  return (
    <div className="stack">
      <Card size="small" title="病种目录">
        <div className="stack">
          <ProblemAlert problem={problem} />
          <CatalogueTable catalogues={catalogues} loading={loading} onChanged={reload} />
        </div>
      </Card>
      <CatalogueUpload catalogues={catalogues} onImported={reload} />
      <BuildForm catalogues={catalogues} onBuilt={reload} />
      <CatalogueDiff catalogues={catalogues} />
    </div>
  );
}
