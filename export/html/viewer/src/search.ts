// Names looked up as they are typed: labels first, then aliases, then the texts of recommendations.
import {type Model, words} from './data';

export interface Hit {
  node: number;
  alias: string; // by which it was found, or ''
}

interface Entry {
  node: number;
  name: string;
  folded: string;
  kind: number; // 0 label, 1 alias, 2 text
}

// fold drops what people leave out when they type: capitals, accents, punctuation.
export function fold(s: string): string {
  return s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

export class Search {
  private readonly entries: Entry[] = [];

  constructor(private readonly model: Model) {
    const join = model.nodeFields.find(f => f.name === 'aliases')?.join || '; ';
    for (const n of model.nodes) {
      const add = (name: string, kind: number) => name && this.entries.push({node: n.index, name, folded: fold(name), kind});
      add(n.label, 0);
      for (const alias of words(model.nodeFields, n.cells, 'aliases').split(join)) add(alias, 1);
      add(words(model.nodeFields, n.cells, 'text'), 2);
    }
  }

  // find returns the best hits: whole names, then those of which a word begins so, then others; among these, larger nodes first.
  find(query: string, limit: number): Hit[] {
    const q = fold(query);
    if (q === '') return [];
    const best = new Map<number, {entry: Entry; rank: number}>();
    for (const entry of this.entries) {
      const rank = match(entry.folded, q);
      if (rank < 0) continue;
      const total = entry.kind === 2 ? 10 + rank : 2 * rank + (rank === 0 ? entry.kind : 0);
      const known = best.get(entry.node);
      if (!known || total < known.rank) best.set(entry.node, {entry, rank: total});
    }
    const size = (n: number) => this.model.nodes[n].size;
    return [...best.values()]
      .sort((a, b) => a.rank - b.rank || size(b.entry.node) - size(a.entry.node) || a.entry.node - b.entry.node)
      .slice(0, limit)
      .map(({entry}) => ({node: entry.node, alias: entry.kind === 1 ? entry.name : ''}));
  }
}

// match ranks how a name holds the query: 0 whole, 1 from a word's beginning, 2 all its words begin some word, 3 anywhere, -1 not.
function match(name: string, query: string): number {
  if (name === query) return 0;
  const padded = ' ' + name;
  if (padded.includes(' ' + query)) return 1;
  if (query.split(' ').every(w => padded.includes(' ' + w))) return 2;
  return name.includes(query) ? 3 : -1;
}
