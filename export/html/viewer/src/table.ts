// The table: what the network shows, for reading, sorting and screen readers.
import {type Cell, type Edge, type Model, type Node, cell, words} from './data';
import {button, byId, el, figure, plural} from './dom';
import type {Shown} from './filter';
import {measures, titleOf} from './look';
import type {Focus} from './network';

interface Column<T> {
  title: string;
  number: boolean;
  value(row: T): Cell;
  focus?(row: T): Focus; // cells that open a card
}

const page = 100; // rows

export class Table {
  private kind: 'nodes' | 'edges' = 'nodes';
  private sort: {column: number; down: boolean} | null = null;
  private start = 0;
  private shown: Shown | null = null;
  private readonly box = byId('rows');

  constructor(private readonly model: Model, private readonly open: (focus: Focus) => void) {
    for (const kind of ['nodes', 'edges'] as const) {
      byId(`list-${kind}`).addEventListener('click', () => {
        this.kind = kind;
        this.sort = null;
        this.start = 0;
        this.draw();
      });
    }
  }

  // show takes what is shown; the table is only made when it is in sight.
  show(shown: Shown): void {
    this.shown = shown;
    this.start = 0;
    this.draw();
  }

  draw(): void {
    if (!this.shown || byId('table').hidden) return;
    for (const kind of ['nodes', 'edges']) byId(`list-${kind}`).setAttribute('aria-pressed', String(kind === this.kind));
    const {nodes, edges} = this.shown;
    if (this.kind === 'nodes') this.fill(this.nodeColumns(), this.model.nodes.filter(n => nodes[n.index]), 'Nodes shown');
    else this.fill(this.edgeColumns(), this.model.edges.filter(e => edges[e.index]), 'Relations shown');
  }

  private nodeColumns(): Column<Node>[] {
    const m = this.model;
    return [
      {title: 'Name', number: false, value: n => n.label, focus: n => ({node: n.index})},
      {title: 'Type', number: false, value: n => titleOf(m.types, n.type)},
      ...measures(m.nodeFields).map(f => ({title: f.title || f.name, number: true, value: (n: Node) => cell(m.nodeFields, n.cells, f.name)})),
    ];
  }

  private edgeColumns(): Column<Edge>[] {
    const m = this.model;
    return [
      {title: 'From', number: false, value: e => m.nodes[e.source].label, focus: e => ({node: e.source})},
      {title: 'Relation', number: false, value: e => e.label, focus: e => ({edge: e.index})},
      {title: 'To', number: false, value: e => m.nodes[e.target].label, focus: e => ({node: e.target})},
      {title: 'Quotes', number: true, value: e => e.quotes.length},
      {title: 'Confidence', number: true, value: e => cell(m.edgeFields, e.cells, 'confidence')},
      {title: 'Status', number: false, value: e => words(m.edgeFields, e.cells, 'status')},
      {title: 'Sections', number: false, value: e => words(m.edgeFields, e.cells, 'sections')},
    ];
  }

  private fill<T extends Node | Edge>(columns: Column<T>[], rows: T[], caption: string): void {
    const sort = this.sort ?? {column: this.firstSort(columns), down: columns[this.firstSort(columns)].number};
    const {value, number} = columns[sort.column];
    const compare = number
      ? (a: T, b: T) => (Number(value(a) ?? -Infinity) - Number(value(b) ?? -Infinity))
      : (a: T, b: T) => String(value(a) ?? '').localeCompare(String(value(b) ?? ''), 'en', {numeric: true});
    rows.sort((a, b) => (sort.down ? compare(b, a) : compare(a, b)) || a.index - b.index);
    const head = el('tr', null, ...columns.map((c, i) => this.heading(c, i, sort)));
    const body = rows.slice(this.start, this.start + page).map(r => el('tr', null, ...columns.map((c, i) => this.cell(c, r, i))));
    this.box.replaceChildren(
      el('table', null, el('caption', {class: 'unseen'}, caption), el('thead', null, head), el('tbody', null, ...body)), this.pager(rows.length));
  }

  private firstSort<T>(columns: Column<T>[]): number {
    const by = this.model.nodeFields.find(f => f.name === this.model.sizeBy)?.title;
    return Math.max(0, columns.findIndex(c => c.number && c.title === by));
  }

  private heading<T>(c: Column<T>, i: number, sort: {column: number; down: boolean}): HTMLElement {
    const here = sort.column === i;
    const turn = () => {
      this.sort = {column: i, down: here ? !sort.down : c.number};
      this.start = 0;
      this.draw();
      this.box.querySelectorAll<HTMLElement>('th button')[i].focus();
    };
    return el('th', {class: c.number ? 'number' : '', attrs: {scope: 'col', 'aria-sort': here ? (sort.down ? 'descending' : 'ascending') : 'none'}},
      button(c.title, turn), here ? el('span', {class: 'arrow', attrs: {'aria-hidden': 'true'}}, sort.down ? '▾' : '▴') : null);
  }

  private cell<T>(c: Column<T>, row: T, i: number): HTMLElement {
    const v = c.value(row);
    const text = typeof v === 'number' ? figure(v) : String(v ?? '');
    const focus = c.focus;
    const content = focus ? button(text, () => this.open(focus(row)), {class: 'link'}) : text;
    return i === 0 ? el('th', {attrs: {scope: 'row'}}, content) : el('td', {class: c.number ? 'number' : ''}, content);
  }

  private pager(rows: number): HTMLElement {
    const go = (to: number, name: string) => {
      const out = button(name, () => {
        this.start = to;
        this.draw();
        byId('rows').scrollTop = 0;
        byId('rows').querySelector<HTMLElement>('.pager span')?.focus();
      });
      out.disabled = to < 0 || to >= rows;
      return out;
    };
    const last = Math.min(rows, this.start + page);
    const words = rows === 0 ? 'Nothing is shown' : `${(this.start + 1).toLocaleString('en')} to ${last.toLocaleString('en')} of ${plural(rows, 'row')}`;
    return el('div', {class: 'pager'}, go(this.start - page, 'Previous'), el('span', {attrs: {tabindex: '-1'}}, words), go(this.start + page, 'Next'));
  }
}
