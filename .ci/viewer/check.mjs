// Uses pages of the format html as a reader would, with mouse, keyboard and finger. usage: CHROMIUM=PROGRAM node check.mjs DIR [PAGE...]
// DIR holds small.html, empty.html, hostile.html and large.html, which the tests of export/html write.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import Graph from 'graphology';
import graphml from 'graphology-graphml';
import {counts, desktop, done, edgeAt, launch, nodeAt, open, phone, settle, shot} from './browser.mjs';

const [dir, ...given] = process.argv.slice(2);
const small = path.join(dir, 'small.html');
const card = page => page.locator('#card-body').innerText();
const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

const checks = {
  async 'search by alias and keyboard'(browser) {
    const p = await open(browser, small);
    const {page} = p;
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'search');
    await page.keyboard.type('norlandic');
    assert.equal(await page.getAttribute('#search', 'aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#search', 'aria-activedescendant');
    assert.match(await page.textContent(`#${active}`), /^Ministry of Tides/);
    await page.keyboard.press('Enter');
    const text = await card(page);
    const wanted = ['Also named', 'Norlandic Ministry of Tides', 'Recommendations (2)', 'Called on in 2', 'calls on Ministry of Tides; involves Suderia'];
    for (const words of [...wanted, 'sponsors Harbour Light', 'leads it', 'PageRank']) {
      assert.ok(text.includes(words), `the card lacks “${words}”: ${text}`);
    }
    assert.equal(await focused(page), 'card-title');
    await shot(page, 'card');
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#card'), false);
    assert.equal(await focused(page), 'search');
    await page.fill('#search', 'zzz');
    assert.match(await page.textContent('#hits'), /Nothing is named so/);
    await page.keyboard.press('Escape');
    assert.equal(await page.inputValue('#search'), '');
    await done(p);
  },

  async 'a click on a node and on an edge'(browser) {
    const p = await open(browser, small);
    const {page} = p;
    let at = await nodeAt(page, 'country:norland');
    await page.mouse.click(at.x, at.y);
    assert.match(await page.textContent('#card-title'), /^Norland$/);
    await page.keyboard.press('Escape');
    await page.click('#zoom-fit'); // the card had moved the picture aside
    await settle(page);
    at = await edgeAt(page, 'agency:ministry-of-tides-norland|sponsors|initiative:harbour-light', 0.5);
    await page.mouse.move(at.x, at.y);
    await page.mouse.click(at.x, at.y);
    const text = await card(page);
    const wanted = ['Ministry of Tides sponsors Harbour Light', 'runs Harbour Light', 'expand Harbour Light', 'page 2', 'line 30'];
    for (const words of [...wanted, 'rule test', 'confidence 0.9', 'asserted']) {
      assert.ok(text.includes(words), `the card lacks “${words}”: ${text}`);
    }
    await shot(page, 'edge');
    await page.mouse.click(await page.evaluate(() => document.querySelector('#panel').offsetWidth + 15), 80);
    assert.equal(await page.isVisible('#card'), false);
    await done(p);
  },

  async 'filters by type, predicate and section'(browser) {
    const p = await open(browser, small);
    const {page} = p;
    const first = await counts(page);
    assert.deepEqual([first.allNodes, first.allEdges], [18, 27]);
    assert.equal(first.nodes, 14); // without the report and its three sections
    await page.uncheck('input[value="agency"]');
    const without = await counts(page);
    assert.equal(without.nodes, first.nodes - 1);
    assert.ok(without.edges < first.edges);
    await page.check('#tied');
    assert.ok((await counts(page)).nodes < without.nodes);
    await page.click('#reset');
    assert.deepEqual(await counts(page), first);
    await page.click('summary:has-text("Relations")');
    await page.uncheck('input[value="party_to"]');
    assert.equal((await counts(page)).edges, first.edges - 2);
    await page.click('#reset');
    await page.click('summary:has-text("Sections")');
    await page.click('[aria-label="Sections: none"]');
    assert.deepEqual([(await counts(page)).nodes, (await counts(page)).edges], [0, 0]);
    await page.check('input[value$="Timeline"]');
    const timeline = await counts(page);
    assert.deepEqual([timeline.nodes, timeline.edges], [3, 1]); // a row of the timeline, its event, and the sea that it names
    await done(p);
  },

  async 'the table and what is saved'(browser) {
    const p = await open(browser, small);
    const {page} = p;
    await page.uncheck('input[value="country"]');
    const shown = await counts(page);
    await page.click('#show-table');
    assert.equal(await page.locator('#rows tbody tr').count(), shown.nodes);
    await page.click('#rows th button:has-text("Name")');
    const names = await page.locator('#rows tbody th').allTextContents();
    assert.deepEqual(names, names.toSorted((a, b) => a.localeCompare(b, 'en', {numeric: true})));
    assert.equal(await page.getAttribute('#rows thead th:first-child', 'aria-sort'), 'ascending');
    await page.click('#list-edges');
    assert.equal(await page.locator('#rows tbody tr').count(), shown.edges);
    await page.locator('#rows tbody tr', {hasText: 'sponsors'}).locator('td button').first().press('Enter');
    assert.match(await card(page), /runs Harbour Light/);
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'sponsors');
    await shot(page, 'table');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-graphml')]);
    assert.match(download.suggestedFilename(), /^harbour-light.*\.graphml$/);
    const saved = graphml.parse(Graph, readFileSync(await download.path(), 'utf8'));
    assert.deepEqual([saved.order, saved.size], [shown.nodes, shown.edges]);
    const edge = saved.findEdge((_, a) => a.predicate === 'sponsors');
    assert.match(saved.getEdgeAttribute(edge, 'evidence'), /^runs Harbour Light ¶ /);
    assert.equal(saved.getNodeAttribute('company:fisher-sons', 'label'), 'Fisher & Sons </script> Ltd');
    const [picture] = await Promise.all([page.waitForEvent('download'), page.click('#save-png')]);
    const png = readFileSync(await picture.path());
    assert.deepEqual([png.toString('latin1', 1, 4), png.readUInt32BE(16)], ['PNG', 2400]);
    assert.ok(png.length > 20_000, `a picture of ${png.length} bytes`);
    await done(p);
  },

  async 'the keyboard alone'(browser) {
    const p = await open(browser, small);
    const {page} = p;
    const order = [];
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const {id, ring} = await page.evaluate(() => {
        const e = document.activeElement;
        const style = getComputedStyle(e);
        return {id: e.id, ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0};
      });
      assert.ok(ring, `no focus to be seen on ${await focused(page)}`);
      if (id) order.push(id);
      if (id === 'zoom-fit') break;
    }
    assert.deepEqual(order.filter(id => ['search', 'show-network', 'size', 'reset', 'save-png', 'theme', 'network', 'zoom-fit'].includes(id)),
      ['search', 'show-network', 'size', 'reset', 'save-png', 'theme', 'network', 'zoom-fit']);
    await page.focus('#network');
    await page.keyboard.press('ArrowRight');
    const one = await page.textContent('#says');
    assert.notEqual(one, '');
    const before = await page.evaluate(() => window.policygraph.state().camera);
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    assert.notEqual(await page.textContent('#says'), '');
    assert.equal(await focused(page), 'network');
    await page.keyboard.press('+');
    await page.keyboard.press('Shift+ArrowLeft');
    const after = await page.evaluate(() => window.policygraph.state().camera);
    assert.ok(after.ratio < before.ratio && after.x !== before.x, 'keys zoom and move, at once where motion is not wanted');
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#card'), false);
    await done(p);
  },

  async 'colours, sizes, themes'(browser) {
    const p = await open(browser, small, {...desktop, colorScheme: 'dark'});
    const {page} = p;
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await ground(), 'rgb(20, 24, 29)');
    await page.selectOption('#color', 'community');
    assert.match(await page.textContent('#legend'), / more/);
    const size = () => page.evaluate(() => window.policygraph.state().place(window.policygraph.model.nodes.findIndex(n => n.id === 'country:norland')).r);
    const one = await size();
    await page.selectOption('#size', 'pagerank');
    assert.notEqual(await size(), one);
    await shot(page, 'dark');
    await page.click('#theme');
    assert.equal(await ground(), 'rgb(255, 255, 255)');
    await done(p);
  },

  async 'a graph of nothing'(browser) {
    const p = await open(browser, path.join(dir, 'empty.html'));
    const {page} = p;
    assert.deepEqual(await counts(page), {nodes: 0, allNodes: 0, edges: 0, allEdges: 0});
    await page.focus('#network');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('0');
    await page.click('#show-table');
    assert.match(await page.textContent('#rows'), /Nothing is shown/);
    await Promise.all([page.waitForEvent('download'), page.click('#save-png')]);
    await done(p);
  },

  async 'an address that names a node'(browser) {
    const p = await open(browser, small, {...desktop, hash: 'agreement:inf-treaty'});
    assert.equal(await p.page.textContent('#card-title'), 'INF Treaty');
    await done(p);
  },

  async 'a phone'(browser) {
    const p = await open(browser, small, phone);
    const {page} = p;
    await page.fill('#search', 'suderia');
    await page.locator('#hits li').first().tap();
    assert.equal(await page.textContent('#card-title'), 'Suderia');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
    await settle(page);
    const [seen, top] = [await nodeAt(page, 'country:suderia'), (await page.locator('#card').boundingBox()).y];
    assert.ok(seen.x > 0 && seen.x < 390 && seen.y > 90 && seen.y < top, `the node stands at ${JSON.stringify(seen)}, the card begins at ${top}`);
    await shot(page, 'phone');
    await page.locator('#close').tap();
    await page.locator('#menu').tap();
    await page.uncheck('input[value="place"]');
    await page.locator('#menu-close').tap();
    assert.equal((await counts(page)).nodes, 13);
    const at = await nodeAt(page, 'country:suderia');
    await page.touchscreen.tap(at.x, at.y);
    assert.equal(await page.textContent('#card-title'), 'Suderia');
    await done(p);
  },

  async 'hostile texts'(browser) {
    const p = await open(browser, path.join(dir, 'hostile.html'));
    const {page} = p;
    const elements = () => page.evaluate(() => document.querySelectorAll('img, script:not(#data), iframe, object, a[href^="javascript" i]').length);
    assert.equal(await elements(), 1); // the page's own script
    for (const id of await page.evaluate(() => window.policygraph.model.nodes.map(n => n.id))) {
      await page.evaluate(id => { location.hash = encodeURIComponent(id); }, id);
      await settle(page);
      assert.equal(await elements(), 1, id);
    }
    await page.click('#show-table');
    await page.click('#list-edges');
    await page.fill('#search', 'script');
    assert.ok(await page.locator('#hits li').count() > 1);
    assert.equal(await elements(), 1);
    assert.notEqual(await page.title(), 'owned');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-graphml')]);
    const saved = graphml.parse(Graph, readFileSync(await download.path(), 'utf8'));
    assert.equal(saved.order, (await counts(page)).nodes);
    await done(p);
  },

  async 'a browser without WebGL'() {
    const browser = await launch('--disable-gpu', '--disable-3d-apis');
    const p = await open(browser, small);
    assert.match(await p.page.textContent('#network'), /cannot draw the network/);
    assert.ok(await p.page.locator('#rows tbody tr').count() > 0);
    await p.context.close();
    await browser.close();
    assert.deepEqual(p.wrong.filter(w => !/WebGL/i.test(w)), []);
  },

  async '5,000 nodes and 15,000 edges'(browser) {
    const p = await open(browser, path.join(dir, 'large.html'), {...desktop, reducedMotion: 'no-preference'});
    const {page} = p;
    assert.deepEqual(await counts(page), {nodes: 5000, allNodes: 5000, edges: 15000, allEdges: 15000});
    const frames = await page.evaluate(async () => {
      const camera = window.policygraph.camera();
      const times = [];
      let last = 0;
      let going = true;
      const tick = t => { if (last) times.push(t - last); last = t; if (going) requestAnimationFrame(tick); };
      requestAnimationFrame(tick);
      await camera.animate({x: 0.4, y: 0.5, ratio: 0.5}, {duration: 2000});
      await camera.animate({x: 0.5, y: 0.5, ratio: 1}, {duration: 2000});
      going = false;
      return times.sort((a, b) => a - b);
    });
    const start = Date.now();
    await page.fill('#search', 'agency & partners 4999');
    assert.ok(await page.locator('#hits li').count() >= 1);
    const searched = Date.now() - start;
    await page.keyboard.press('Enter');
    assert.equal(await page.textContent('#card-title'), 'Agency & partners 4999');
    await page.keyboard.press('Escape');
    await page.locator('#network').press('0');
    await shot(page, 'large');
    const median = frames[frames.length >> 1];
    const tenth = frames[Math.floor(frames.length * 0.9)];
    console.log(`   frames: median ${median.toFixed(0)} ms, slowest tenth ${tenth.toFixed(0)} ms, drawn without a graphics card; search ${searched} ms`);
    assert.ok(median < 400, `frames take ${median} ms`);
    await done(p);
  },
};

// real opens a page of a real report and follows its first facts.
async function real(browser, file) {
  const p = await open(browser, file);
  const {page} = p;
  const all = await counts(page);
  assert.ok(all.nodes > 0 && all.edges > 0, JSON.stringify(all));
  const e = await page.evaluate(() => {
    const {nodes, edges} = window.policygraph.model;
    const {id, quotes, target} = edges.find(e => e.predicate === 'calls_on');
    return {id, quote: quotes[0].text, target: nodes[target].label};
  });
  await page.evaluate(id => { location.hash = encodeURIComponent(id); }, e.id);
  await page.waitForSelector('#card:not([hidden])');
  assert.ok((await card(page)).includes(e.quote.trim().slice(0, 40)));
  await page.locator('.ends a').last().click();
  assert.equal(await page.textContent('#card-title'), e.target);
  await page.keyboard.press('Escape');
  await page.click('#zoom-fit');
  await settle(page);
  assert.ok(await page.evaluate(() => window.policygraph.state().labelled) > 5, 'labels');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-graphml')]);
  const saved = graphml.parse(Graph, readFileSync(await download.path(), 'utf8'));
  assert.deepEqual([saved.order, saved.size], [all.nodes, all.edges]);
  const reports = page.locator('[aria-label="Reports"] input');
  if (await reports.count() > 1) {
    await reports.first().uncheck();
    const fewer = await counts(page);
    assert.ok(fewer.nodes > 0 && fewer.nodes < all.nodes && fewer.edges < all.edges, JSON.stringify(fewer));
    await page.click('#reset');
  }
  await shot(page, `real-${path.basename(file, '.html')}`);
  await done(p);
}

const browser = await launch();
let failed = 0;
const run = async (name, check) => {
  const start = Date.now();
  try {
    await check(browser);
    console.log(`ok ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (err) {
    failed++;
    console.log(`FAILED ${name}: ${err.stack}`);
  }
};
for (const [name, check] of Object.entries(checks)) await run(name, check);
for (const file of given) await run(file, b => real(b, file));
await browser.close();
process.exit(failed > 0 ? 1 : 0);
