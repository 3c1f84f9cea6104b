// The page: reads its data, builds its parts and ties them together.
import {edgeCard, nodeCard, sentence} from './card';
import {type Model, load} from './data';
import {byId, el, plural, swatch} from './dom';
import {type Shown, apply, sections} from './filter';
import {type Key, type Look, look} from './look';
import {type Focus, Network} from './network';
import {Panel} from './panel';
import {graphml, offer, picture} from './save';
import {SearchBox} from './searchbox';
import {Table} from './table';

const themes = ['auto', 'light', 'dark'] as const;
const night = matchMedia('(prefers-color-scheme: dark)');
const narrow = matchMedia('(max-width: 800px)');

class Page {
  private theme: (typeof themes)[number] = 'auto';
  private readonly panel: Panel;
  private readonly table: Table;
  private readonly search: SearchBox;
  private readonly network: Network | null;
  private look: Look;
  private shown: Shown;
  private focus: Focus = null;
  private opener: HTMLElement | null = null;

  constructor(private readonly model: Model) {
    this.look = look(model, model.sizeBy, 'type', night.matches);
    const places = sections(model);
    this.panel = new Panel(model, places, this.look, () => this.update());
    const {sizeBy, colorBy, filter} = this.panel.settings;
    this.look = look(model, sizeBy, colorBy, this.dark());
    this.shown = apply(model, filter);
    this.network = this.draw();
    this.table = new Table(model, f => this.open(f, true));
    this.search = new SearchBox(model, () => ({look: this.look, shown: this.shown}), n => this.find(n));
    this.frame();
    this.bind();
    this.update();
    this.address();
  }

  // draw makes the network; where a browser cannot draw it, the table stands alone.
  private draw(): Network | null {
    const box = byId('network');
    try {
      return new Network(box, this.model, this.look, this.shown, {
        select: f => this.open(f, false),
        step: (from, dx, dy) => this.step(from, dx, dy),
      });
    } catch {
      box.replaceChildren(el('p', {class: 'hint'}, 'This browser cannot draw the network (it lacks WebGL). The table shows the same facts.'));
      return null;
    }
  }

  private frame(): void {
    byId<HTMLDetailsElement>('key').open = !narrow.matches;
    byId('title').textContent = this.model.title;
    byId('about').textContent = this.model.description;
    document.title = this.model.title;
    this.tab(this.network ? 'network' : 'table');
  }

  private bind(): void {
    for (const name of ['network', 'table'] as const) byId(`show-${name}`).addEventListener('click', () => this.tab(name));
    byId('close').addEventListener('click', () => this.close());
    byId('theme').addEventListener('click', () => this.turn());
    byId('menu').addEventListener('click', () => this.menu(byId('menu').getAttribute('aria-expanded') !== 'true'));
    byId('menu-close').addEventListener('click', () => this.menu(false));
    byId('zoom-in').addEventListener('click', () => this.network?.zoom(1 / 1.5));
    byId('zoom-out').addEventListener('click', () => this.network?.zoom(1.5));
    byId('zoom-fit').addEventListener('click', () => this.network?.fit(this.covered().right));
    byId('save-graphml').addEventListener('click', () => this.save('graphml'));
    byId('save-png').addEventListener('click', () => this.save('png'));
    night.addEventListener('change', () => this.update());
    window.addEventListener('hashchange', () => this.address());
    document.addEventListener('keydown', e => this.key(e));
  }

  // address opens the card that the page's address names after #.
  private address(): void {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return; // not one of ours
    }
    const node = this.model.nodes.find(n => n.id === id);
    const edge = this.model.edges.find(e => e.id === id);
    if (node) this.find(node.index);
    else if (edge) this.open({edge: edge.index}, true);
  }

  private key(e: KeyboardEvent): void {
    const typing = e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement;
    if (e.key === 'Escape') {
      if (byId('menu').getAttribute('aria-expanded') === 'true') this.menu(false);
      else if (this.focus) this.close();
    } else if (e.key === '/' && !typing) {
      e.preventDefault();
      this.search.focus();
    }
  }

  private dark(): boolean {
    return this.theme === 'dark' || (this.theme === 'auto' && night.matches);
  }

  // turn goes on to the next theme.
  private turn(): void {
    this.theme = themes[(themes.indexOf(this.theme) + 1) % themes.length];
    byId('theme').textContent = {auto: 'Theme: auto', light: 'Theme: light', dark: 'Theme: dark'}[this.theme];
    this.update();
  }

  // update shows the settings of the moment in all parts.
  private update(): void {
    const {sizeBy, colorBy, filter} = this.panel.settings;
    const before = this.look;
    document.documentElement.dataset.theme = this.dark() ? 'dark' : 'light';
    this.look = look(this.model, sizeBy, colorBy, this.dark());
    this.shown = apply(this.model, filter);
    if (before.ground !== this.look.ground || before.legend[0]?.label !== this.look.legend[0]?.label) this.panel.recolor(this.look);
    this.network?.show(this.shown, this.look);
    this.table.show(this.shown);
    this.legend();
    if (this.focus) this.card();
    byId('counts').textContent = `${this.shown.nodeCount.toLocaleString('en')} of ${plural(this.model.nodes.length, 'node')}, `
      + `${this.shown.edgeCount.toLocaleString('en')} of ${plural(this.model.edges.length, 'relation')}`;
  }

  // keys are the colours that are in sight, with what they mean.
  private keys(): Key[] {
    const present = new Set(this.look.colors.filter((_, i) => this.shown.nodes[i]));
    return this.look.legend.filter(k => present.has(k.color));
  }

  // legend names the colours that are in sight.
  private legend(): void {
    const keys = this.keys();
    byId('key').hidden = keys.length === 0;
    byId('legend').replaceChildren(...keys.map(k => el('li', null, swatch(k.color), k.label)));
  }

  private tab(name: 'network' | 'table'): void {
    for (const n of ['network', 'table']) {
      byId(`show-${n}`).setAttribute('aria-pressed', String(n === name));
      byId(n === 'network' ? 'stage' : 'table').hidden = n !== name;
    }
    this.table.draw();
  }

  // covered is how much of the stage the card hides.
  private covered(): {right: number; bottom: number} {
    const card = byId('card');
    if (card.hidden) return {right: 0, bottom: 0};
    return narrow.matches ? {right: 0, bottom: card.offsetHeight} : {right: card.offsetWidth, bottom: 0};
  }

  // find opens the card of a name that was looked up.
  private find(node: number): void {
    this.open({node}, true);
    this.network?.reveal(node, this.covered(), true);
  }

  // open shows a card; from is true when the keyboard should go there too.
  private open(focus: Focus, enter: boolean): void {
    if (!focus) {
      this.close();
      return;
    }
    const inside = byId('card').contains(document.activeElement);
    if (!inside) this.opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.focus = focus;
    this.card();
    byId('card-body').scrollTop = 0;
    this.network?.focus(focus);
    if ('node' in focus) this.network?.reveal(focus.node, this.covered(), false);
    byId('says').textContent = 'node' in focus ? this.model.nodes[focus.node].label : sentence(this.model, this.model.edges[focus.edge]);
    if (enter || inside) byId('card-title').focus({preventScroll: true});
  }

  private card(): void {
    const {model, look: l, shown, focus} = this;
    if (!focus) return;
    const go = {node: (i: number) => this.open({node: i}, true), edge: (i: number) => this.open({edge: i}, true)};
    const view = {model, look: l, shown, go};
    byId('card-body').replaceChildren('node' in focus ? nodeCard(view, model.nodes[focus.node]) : edgeCard(view, model.edges[focus.edge]));
    byId('card').hidden = false;
  }

  private close(): void {
    const inside = byId('card').contains(document.activeElement);
    this.focus = null;
    byId('card').hidden = true;
    this.network?.focus(null);
    byId('says').textContent = '';
    if (inside) (this.opener?.isConnected ? this.opener : byId('search')).focus();
  }

  // step goes from one node to the next one in a direction.
  private step(from: number | null, dx: number, dy: number): void {
    const next = this.network?.next(from, dx, dy) ?? null;
    if (next === null) return;
    this.open({node: next}, false);
  }

  private menu(open: boolean): void {
    byId('menu').setAttribute('aria-expanded', String(open));
    byId('panel').classList.toggle('open', open);
    byId(open ? 'menu-close' : 'menu').focus();
  }

  private save(kind: 'graphml' | 'png'): void {
    const name = this.model.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').toLowerCase().slice(0, 60) || 'graph';
    if (kind === 'graphml') {
      offer(new Blob([graphml(this.model, this.shown, look(this.model, this.panel.settings.sizeBy, this.panel.settings.colorBy, false))], {type: 'application/graphml+xml'}), `${name}.graphml`);
      return;
    }
    picture(this.model, this.shown, this.look, this.keys()).then(
      blob => offer(blob, `${name}.png`),
      (err: Error) => { byId('says').textContent = `The picture could not be made: ${err.message}`; });
  }

  // probe is what a test of the page may ask: where nodes stand on the screen, and the camera.
  probe() {
    return {model: this.model, state: () => this.network?.state(), camera: () => this.network?.camera()};
  }
}

async function start(): Promise<void> {
  try {
    const page = new Page(await load(byId<HTMLScriptElement>('data')));
    Object.assign(window, {policygraph: page.probe()});
    document.documentElement.dataset.ready = 'yes';
  } catch (err) {
    byId('title').textContent = 'This page could not be shown';
    byId('about').textContent = `It needs a browser of 2023 or later. ${err instanceof Error ? err.message : String(err)}`;
    throw err;
  }
}

void start();
