// The arrows of the house (ARCHITECTURE.md): imports point one way only.
// main, cli, demo -> app -> http -> actions, analysis -> the middle floor -> engine, authored -> domain
/** The rooms of the middle floor, each with those beside it that it may know; all others meet in actions. */
const beside = {
  rulebook: [],
  casework: ['rulebook'],
  inspection: ['rulebook'],
  comparison: ['rulebook'],
  counterfactual: [],
  store: [],
  intake: [],
  outgoing: [],
  language: [],
  export: ['language'],
};
const rooms = Object.keys(beside);
const layers = [
  ['^src/domain/'],
  ['^src/(engine|authored)/'],
  [`^src/(${rooms.join('|')})/`],
  ['^src/(actions|analysis)/'],
  ['^src/http/'],
  ['^src/app\\.ts$'],
  ['^src/(cli/|main\\.ts$|demo\\.ts$)'],
];
const upward = layers.slice(0, -1).map((layer, index) => ({
  name: `no-import-upward-from-${index}`,
  comment: 'A lower room may not know the rooms above it.',
  severity: 'error',
  from: { path: layer },
  to: { path: layers.slice(index + 1).flat() },
}));
const neighbours = rooms.map((room) => ({
  name: `${room}-knows-only-${beside[room].join('-and-') || 'itself'}-on-its-floor`,
  comment: 'Rooms of one floor meet in actions, not in each other.',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${rooms.filter((other) => other !== room && !beside[room].includes(other)).join('|')})/` },
}));
neighbours.push({
  name: 'the-engine-does-not-know-how-files-are-written',
  comment: 'Files that people write are parsed beside the engine, not in it.',
  severity: 'error',
  from: { path: '^src/(engine|authored)/' },
  to: { path: '^src/(engine|authored)/', pathNot: '^src/$1/' },
});
const owner = (name, owners, module) => ({
  name: `only-one-owner-of-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: module },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'domain-imports-only-pure-libraries',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        pathNot: [
          '^src/domain/',
          'node_modules/(zod|temporal-polyfill|temporal-spec|geographiclib-geodesic|d3-geo|@types/d3-geo|fastest-levenshtein|any-ascii)/',
        ],
      },
    },
    {
      name: 'the-middle-does-no-io',
      severity: 'error',
      from: { path: '^src/(domain|engine|authored)/' },
      to: { dependencyTypes: ['core'], pathNot: ['^(node:)?crypto$'] },
    },
    ...upward,
    ...neighbours,
    owner(
      'json-rules-engine',
      ['^src/engine/second-opinion', '^src/rulebook/check-json-rules-engine\\.ts$'],
      'node_modules/json-rules-engine/',
    ),
    owner('name-servers-and-connections-to-others', ['^src/outgoing/'], '^(node:)?(dns|https)(/promises)?$'),
    owner('prom-client', ['^src/http/metrics\\.ts$'], 'node_modules/prom-client/'),
    owner('the-database-driver', ['^src/store/connect\\.ts$'], 'node_modules/(sqlite3|pg)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
