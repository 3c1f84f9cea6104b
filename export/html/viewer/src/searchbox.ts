// The search box: a text field with a list of names below it, as WAI-ARIA describes a combobox.
import type {Model} from './data';
import {byId, el, plural, swatch} from './dom';
import type {Shown} from './filter';
import {type Look, titleOf} from './look';
import {type Hit, Search} from './search';

const most = 12; // names in the list

export class SearchBox {
  private readonly input = byId<HTMLInputElement>('search');
  private readonly list = byId('hits');
  private readonly says = byId('search-says');
  private readonly search: Search;
  private hits: Hit[] = [];
  private active = -1;

  constructor(private readonly model: Model, private readonly now: () => {look: Look; shown: Shown}, private readonly chosen: (node: number) => void) {
    this.search = new Search(model);
    this.input.addEventListener('input', () => this.update());
    this.input.addEventListener('focus', () => this.update());
    this.input.addEventListener('blur', () => this.close());
    this.input.addEventListener('keydown', e => this.key(e));
    this.list.addEventListener('pointerdown', e => e.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', e => {
      const at = [...this.list.children].indexOf((e.target as Element).closest('li') as Element);
      if (at >= 0) this.choose(at);
    });
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private update(): void {
    this.hits = this.search.find(this.input.value, most);
    this.active = -1;
    const {look, shown} = this.now();
    this.list.replaceChildren(...this.hits.map((h, i) => {
      const n = this.model.nodes[h.node];
      const notes = [titleOf(this.model.types, n.type), h.alias ? `also ${h.alias}` : '', shown.nodes[h.node] ? '' : 'not shown'];
      return el('li', {attrs: {role: 'option', id: `hit-${i}`, 'aria-selected': 'false'}},
        swatch(look.colors[h.node]), el('span', {class: 'name'}, n.label), el('span', {class: 'note'}, notes.filter(t => t).join(', ')));
    }));
    const typed = this.input.value.trim() !== '';
    const none = {class: 'none', attrs: {role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'}};
    if (typed && this.hits.length === 0) this.list.append(el('li', none, 'Nothing is named so'));
    this.list.hidden = !typed;
    this.input.setAttribute('aria-expanded', String(typed));
    this.input.removeAttribute('aria-activedescendant');
    this.says.textContent = typed ? `${plural(this.hits.length, 'name')} found` : '';
  }

  private key(e: KeyboardEvent): void {
    const {length} = this.hits;
    if (e.key === 'ArrowDown' && length > 0) this.mark((this.active + 1) % length);
    else if (e.key === 'ArrowUp' && length > 0) this.mark((this.active + length - (this.active < 0 ? 0 : 1)) % length);
    else if (e.key === 'Enter' && length > 0) this.choose(Math.max(0, this.active));
    else if (e.key === 'Escape' && (!this.list.hidden || this.input.value !== '')) {
      this.input.value = '';
      this.update();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  private mark(at: number): void {
    if (this.list.hidden) this.update();
    this.active = at;
    [...this.list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === at)));
    this.list.children[at].scrollIntoView({block: 'nearest'});
    this.input.setAttribute('aria-activedescendant', `hit-${at}`);
  }

  private choose(at: number): void {
    const hit = this.hits[at];
    if (!hit) return;
    this.input.value = this.model.nodes[hit.node].label;
    this.close();
    this.chosen(hit.node);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
