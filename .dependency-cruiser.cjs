/** 引用方向:server → reports → sql → analytics;analytics 是纯函数;没有人引用 test。 */
const only = (name, from, forbidden) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: `^(${forbidden.join('|')})/` },
});
module.exports = {
  forbidden: [
    only('analytics-imports-nothing-of-ours', 'analytics', ['server', 'reports', 'sql', 'test']),
    only('sql-imports-analytics-only', 'sql', ['server', 'reports', 'test']),
    only('reports-import-sql-and-analytics', 'reports', ['server', 'test']),
    only('server-imports-no-test', 'server', ['test']),
    {
      name: 'analytics-is-pure',
      severity: 'error',
      from: { path: '^analytics/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'analytics-uses-no-io-library',
      severity: 'error',
      from: { path: '^analytics/' },
      to: { path: 'node_modules/(pg|kysely|express|@electric-sql|exceljs)/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|server/web)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
