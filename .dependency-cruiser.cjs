// The arrows of the house (ARCHITECTURE.md): imports point one way only.
// main, cli, demo -> app -> http -> actions, analysis -> rulebook, store, intake, export -> engine, authored -> domain
const layers = [
  ['^src/domain/'],
  ['^src/(engine|authored)/'],
  ['^src/(rulebook|store|intake|export|language|counterfactual)/'],
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
const neighbours = ['rulebook', 'store', 'intake', 'export'].map((room) => ({
  name: `${room}-does-not-know-its-neighbours`,
  comment: 'Rooms of one floor meet in actions, not in each other.',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${['rulebook', 'store', 'intake', 'export'].filter((other) => other !== room).join('|')})/` },
}));
neighbours.push({
  name: 'counterfactual-knows-only-the-engine',
  comment: 'What would have to be otherwise is searched by the engine alone.',
  severity: 'error',
  from: { path: '^src/counterfactual/' },
  to: { path: '^src/(rulebook|store|intake|export|language)/' },
});
neighbours.push({
  name: 'language-knows-no-room-beside-it',
  comment: 'Words for messages: whoever says them imports this room, it imports none of them.',
  severity: 'error',
  from: { path: '^src/language/' },
  to: { path: '^src/(rulebook|store|intake|export)/' },
});
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
