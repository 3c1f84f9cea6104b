// The panel of filters and of what sizes and colours show.
import {type Legend, type Model, reportType, words} from './data';
import {button, byId, el, swatch} from './dom';
import {type Filter, type Section, everything} from './filter';
import {type Choice, type Look, colorings, sizings, visible} from './look';

export interface Settings {
  filter: Filter;
  sizeBy: string;
  colorBy: string;
}

interface Item {
  value: string;
  label: string;
  note: string;
  swatch: HTMLElement | null;
  depth: number;
}

// group shows one set of a filter as boxes to tick.
class Group {
  readonly element: HTMLElement;
  private readonly boxes = new Map<string, HTMLInputElement>();
  private readonly state = el('span', {class: 'state'});

  constructor(title: string, items: Item[], private readonly chosen: () => Set<string>, private readonly changed: () => void, open: boolean) {
    const rows = items.map((item, i) => this.row(item, items, i));
    const set = (on: boolean) => () => this.set(items.map(i => i.value), on);
    const tools = el('div', {class: 'tools'},
      button('All', set(true), {class: 'small', attrs: {'aria-label': `${title}: all`}}),
      button('None', set(false), {class: 'small', attrs: {'aria-label': `${title}: none`}}));
    this.element = el('details', {class: 'group', attrs: open ? {open: ''} : {}},
      el('summary', null, title, this.state), el('div', {class: 'rows', attrs: {role: 'group', 'aria-label': title}}, tools, ...rows));
    this.sync();
  }

  // row makes a box; that of a section stands for those below it too.
  private row(item: Item, items: Item[], at: number): HTMLElement {
    let end = at + 1;
    while (end < items.length && items[end].depth > item.depth) end++;
    const values = items.slice(at, end).map(i => i.value);
    const box = el('input', {attrs: {type: 'checkbox', value: item.value}, on: {change: () => this.set(values, box.checked)}});
    this.boxes.set(item.value, box);
    const label = el('label', {class: 'row'}, box, item.swatch, el('span', {class: 'name'}, item.label), el('span', {class: 'count'}, item.note));
    label.style.paddingInlineStart = `${item.depth * 14}px`;
    return label;
  }

  private set(values: string[], on: boolean): void {
    for (const v of values) if (on) this.chosen().add(v); else this.chosen().delete(v);
    this.changed();
  }

  // sync ticks the boxes as the filter says.
  sync(): void {
    const chosen = this.chosen();
    for (const [value, box] of this.boxes) box.checked = chosen.has(value);
    const on = [...this.boxes.keys()].filter(v => chosen.has(v)).length;
    this.state.textContent = on === this.boxes.size ? '' : `${on} of ${this.boxes.size}`;
  }
}

export class Panel {
  readonly settings: Settings;
  private readonly box = byId('panel-body');
  private groups: Group[] = [];
  private readonly open = new Map<string, boolean>();

  constructor(private readonly model: Model, private readonly places: Section[], private look: Look, private readonly changed: () => void) {
    const sizes = sizings(model).map(c => c.value);
    this.settings = {filter: everything(model, places), sizeBy: sizes.includes(model.sizeBy) ? model.sizeBy : '', colorBy: 'type'};
    this.build();
  }

  // recolor shows the same settings in other colours.
  recolor(look: Look): void {
    this.look = look;
    for (const group of this.box.querySelectorAll('details')) this.open.set(group.dataset.name ?? '', group.open);
    const focused = document.activeElement instanceof HTMLElement && this.box.contains(document.activeElement) ? document.activeElement.id : '';
    this.build();
    if (focused) document.getElementById(focused)?.focus();
  }

  private build(): void {
    const {filter} = this.settings;
    const legend = (list: Legend[], line: boolean) => list.map((l): Item => ({
      value: l.name, label: l.label, note: l.count.toLocaleString('en'), depth: 0,
      swatch: line ? swatch(visible(l.color, this.look.ground), 'line') : this.settings.colorBy === 'type' ? swatch(visible(l.color, this.look.ground)) : null,
    }));
    const several = this.model.reports.length > 1;
    const plain = (value: string, label: string, note: string, depth: number): Item => ({value, label, note, depth, swatch: null});
    const sections = this.places.map(s => plain(s.key, several ? `${s.title} (${s.report})` : s.title, s.count.toLocaleString('en'), s.depth));
    const after = () => { this.groups.forEach(g => g.sync()); this.changed(); };
    const make = (title: string, items: Item[], chosen: () => Set<string>, open: boolean) => {
      const group = new Group(title, items, chosen, after, this.open.get(title) ?? open);
      group.element.dataset.name = title;
      return group;
    };
    this.groups = [
      make('Types', legend(this.model.types, false), () => filter.types, true),
      make('Relations', legend(this.model.predicates, true), () => filter.predicates, false),
    ];
    if (sections.length > 0) this.groups.push(make('Sections', sections, () => filter.sections, false));
    if (several) this.groups.push(make('Reports', this.model.reports.map(r => plain(r, this.reportTitle(r), '', 0)), () => filter.reports, true));
    this.box.replaceChildren(
      this.select('size', 'Size shows', sizings(this.model), this.settings.sizeBy, v => { this.settings.sizeBy = v; }),
      this.select('color', 'Colour shows', colorings(this.model), this.settings.colorBy, v => { this.settings.colorBy = v; }),
      ...this.groups.map(g => g.element), this.tied(after), button('Reset filters', () => this.reset(), {class: 'wide', attrs: {id: 'reset'}}));
  }

  // reportTitle returns the title of a report, as far as the scene shows reports.
  private reportTitle(name: string): string {
    const m = this.model;
    return m.nodes.find(n => n.type === reportType && words(m.nodeFields, n.cells, 'reports') === name)?.label ?? name;
  }

  private select(id: string, title: string, choices: Choice[], value: string, set: (v: string) => void): HTMLElement {
    const input = el('select', {attrs: {id}, on: {change: () => { set(input.value); this.changed(); }}},
      ...choices.map(c => el('option', {attrs: {value: c.value}}, c.title)));
    input.value = value;
    return el('label', {class: 'choice'}, el('span', null, title), input);
  }

  private tied(after: () => void): HTMLElement {
    const {filter} = this.settings;
    const box = el('input', {attrs: {type: 'checkbox', id: 'tied'}, on: {change: () => { filter.tied = box.checked; after(); }}});
    box.checked = filter.tied;
    return el('label', {class: 'row'}, box, el('span', {class: 'name'}, 'Only what relations shown reach'));
  }

  // reset shows again what was shown at first.
  reset(): void {
    Object.assign(this.settings.filter, everything(this.model, this.places));
    this.build();
    this.changed();
    byId('reset').focus();
  }
}
