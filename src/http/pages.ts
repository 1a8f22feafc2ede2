import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Router } from 'express';
import { contractTexts } from './contract-texts.js';

/** What is served beside the operations: the contract, its reference page, and a front door. */

const resolve = createRequire(import.meta.url).resolve;
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};

const docsPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Truce: API reference</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<body>
<div id="reference"></div>
<noscript>This page needs JavaScript. The same is at <a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const startScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
});
`;

const frontPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Truce</title>
<body>
<h1>Truce</h1>
<p>A rule-engine service for ceasefire compliance: incidents in, verdicts with reasons out, under each party’s own reading.</p>
<ul>
<li><a href="/docs">The API and its reference</a> (<a href="/openapi.json">openapi.json</a>, <a href="/openapi.yaml">openapi.yaml</a>)</li>
<li><a href="/v1/verdicts">Verdicts</a>, as <a href="/v1/verdicts.geojson">GeoJSON</a>, <a href="/v1/verdicts.csv">CSV</a>, <a href="/v1/verdicts.ndjson">NDJSON</a>; <a href="/v1/changes">what changes</a></li>
<li><a href="/v1/incidents">Incidents</a></li>
<li><a href="/v1/agreements">Agreements</a></li>
<li><a href="/v1/groups">Groups</a></li>
<li><a href="/ready">Whether the service is ready</a></li>
</ul>
</body>
</html>
`;

/** The paths below, for those who mistype one. */
export const pagePaths = ['/', '/docs', '/openapi.json', '/openapi.yaml'];

export function pages(): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.type('html').send(frontPage));
  router.get(
    '/openapi.json',
    (_request, response) => void response.type('application/json').send(contractTexts().json),
  );
  router.get(
    '/openapi.yaml',
    (_request, response) => void response.type('application/yaml').send(contractTexts().yaml),
  );
  router.get('/docs', (_request, response) => void response.type('html').send(docsPage));
  router.get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(startScript));
  for (const [name, type] of Object.entries(files)) {
    const path = resolve(`swagger-ui-dist/${name}`);
    // Not by sendFile: it answers ranges and conditions by errors of its own.
    router.get(`/docs/${name}`, async (_request, response) => void response.type(type).send(await readFile(path)));
  }
  return router;
}
