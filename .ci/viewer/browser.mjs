// Opens pages in Chromium and watches what they must not do: report errors, or ask the network for anything.
import assert from 'node:assert/strict';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const flags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'];

export const launch = (...more) => chromium.launch({executablePath: process.env.CHROMIUM, args: [...flags, ...more]});

export const desktop = {viewport: {width: 1440, height: 900}};
export const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true, deviceScaleFactor: 2};

// open returns a page that has shown its data, and what went wrong on it so far.
export async function open(browser, file, options = desktop) {
  const context = await browser.newContext({reducedMotion: 'reduce', acceptDownloads: true, ...options});
  const page = await context.newPage();
  const wrong = [];
  page.on('console', m => wrong.push(`console ${m.type()}: ${m.text()}`));
  page.on('pageerror', e => wrong.push(`error: ${e.message}`));
  page.on('request', r => /^(file|blob):/.test(r.url()) || wrong.push(`request: ${r.url()}`));
  page.on('dialog', d => { wrong.push(`dialog: ${d.message()}`); return d.dismiss(); });
  const at = pathToFileURL(file).href;
  let files = 0;
  page.on('request', r => { if (r.url().startsWith('file:') && (files++ > 0 || !r.url().startsWith(at))) wrong.push(`another file: ${r.url()}`); });
  const [bare, hash] = (options.hash ? [at, '#' + encodeURIComponent(options.hash)] : [at, '']);
  await page.goto(bare + hash);
  await page.waitForSelector('html[data-ready]', {timeout: 30_000});
  return {page, wrong, context};
}

// done closes a page on which nothing may have gone wrong.
export async function done({wrong, context}, name) {
  await context.close();
  assert.deepEqual(wrong, [], name);
}

// shot keeps a picture of a page where they are wanted.
export async function shot(page, name) {
  if (!process.env.SHOTS) return;
  await page.waitForTimeout(1500); // canvases reach the screen one by one where there is no graphics card
  await page.screenshot({path: path.join(process.env.SHOTS, `${name}.png`)});
}

// counts reads what the page says it shows.
export async function counts(page) {
  const text = await page.textContent('#counts');
  const [nodes, allNodes, edges, allEdges] = [...text.matchAll(/\d[\d,]*/g)].map(m => Number(m[0].replaceAll(',', '')));
  return {nodes, allNodes, edges, allEdges};
}

// nodeAt and edgeAt return the point of the screen where something is drawn.
export const nodeAt = (page, id) => page.evaluate(id => {
  const {model, state} = window.policygraph;
  const {x, y} = state().place(model.nodes.findIndex(n => n.id === id));
  const box = document.querySelector('#network').getBoundingClientRect();
  return {x: box.x + x, y: box.y + y};
}, id);

export const edgeAt = (page, id, share) => page.evaluate(([id, share]) => {
  const {model, state} = window.policygraph;
  const e = model.edges.find(e => e.id === id);
  const [a, b] = [state().place(e.source), state().place(e.target)];
  const box = document.querySelector('#network').getBoundingClientRect();
  return {x: box.x + a.x * (1 - share) + b.x * share, y: box.y + a.y * (1 - share) + b.y * share};
}, [id, share]);

// settle waits until the page has drawn what it was told.
export const settle = page => page.evaluate(() => new Promise(ok => requestAnimationFrame(() => requestAnimationFrame(ok))));
