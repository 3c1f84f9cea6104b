// Builds dist/ from src/: the script with all it uses, the style sheet and the frame of the page. The same sources give the same bytes.
// usage: npm ci && node build.mjs [DIR]
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
const bundled = ['sigma', 'graphology', 'graphology-utils', 'events'];

// The licences of what is bundled ask for their text in every copy. All are MIT and differ in their first lines only.
function notices() {
  const texts = bundled.map(name => {
    const folder = path.join(here, 'node_modules', name);
    const file = ['LICENSE.txt', 'LICENSE'].map(f => path.join(folder, f));
    const text = [...file.flatMap(f => { try { return [readFileSync(f, 'utf8')]; } catch { return []; } })][0];
    const at = text?.indexOf('Permission is hereby granted') ?? -1;
    if (at < 0) throw new Error(`${name}: no MIT licence`);
    const holder = text.slice(0, at).split('\n').map(l => l.trim()).filter(l => /^Copyright/i.test(l)).join('; ');
    const {version} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return {line: `${name} ${version}: ${holder}`, terms: text.slice(at).replace(/\s+/g, ' ').trim()};
  });
  const terms = new Set(texts.map(t => t.terms));
  return `/*! Includes, under the MIT licence:\n${texts.map(t => t.line).join('\n')}\n\n${[...terms].join('\n\n')} */`;
}

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome100', 'firefox113', 'safari16.4'],
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
};
const script = await build({...shared, entryPoints: ['src/main.ts'], format: 'iife', banner: {js: notices()}});
const style = await build({...shared, entryPoints: ['src/viewer.css']});
for (const text of [script.outputFiles[0].text, style.outputFiles[0].text]) {
  if (/<\/(script|style)|<!--|\r|\{\{/i.test(text)) throw new Error('the bundle holds what would end or change the element it stands in');
}
mkdirSync(out, {recursive: true});
writeFileSync(path.join(out, 'viewer.js'), script.outputFiles[0].contents);
writeFileSync(path.join(out, 'viewer.css'), style.outputFiles[0].contents);
copyFileSync(path.join(here, 'src/page.html'), path.join(out, 'page.html'));
