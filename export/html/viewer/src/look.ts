// Sizes and colours: what they show, and how they stay visible on a light or dark ground.
import {type Cell, type Field, type Legend, type Model, cell} from './data';

export interface Choice {
  value: string;
  title: string;
}

export interface Key {
  value: string;
  label: string;
  color: string;
}

export interface Look {
  sizes: Float32Array; // radius in pixels, by node
  colors: string[]; // by node
  legend: Key[];
  ground: string;
  ink: string;
  dark: boolean;
}

// Colours of communities: twelve that can be told apart, and grey for all that follow.
const wheel = ['#4E79A7', '#F28E2B', '#59A14F', '#B07AA1', '#E15759', '#76B7B2', '#EDC948', '#9C755F', '#FF9DA7', '#5B6BC0', '#2A9D8F', '#C2185B'];
const rest = '#9AA3AD';

const grouping = ['community', 'component'];

// sizings lists the measures that sizes can show.
export function sizings(m: Model): Choice[] {
  const numbers = m.nodeFields.filter(f => (f.kind === 'integer' || f.kind === 'number') && !grouping.includes(f.name));
  return [...numbers.map(f => ({value: f.name, title: f.title || f.name})), {value: '', title: 'All the same'}];
}

// colorings lists what colours can show.
export function colorings(m: Model): Choice[] {
  const groups = m.nodeFields.filter(f => grouping.includes(f.name)).map(f => ({value: f.name, title: f.title || f.name}));
  return [{value: 'type', title: 'Type'}, ...groups];
}

// look says how large nodes are and which colours they have.
export function look(m: Model, sizeBy: string, colorBy: string, dark: boolean): Look {
  const ground = dark ? '#14181d' : '#ffffff';
  const {colors, legend} = colorBy === 'type' ? byType(m, ground) : byGroup(m, colorBy, ground);
  return {sizes: sizes(m, sizeBy), colors, legend, ground, ink: dark ? '#e8ecf1' : '#1c2733', dark};
}

function sizes(m: Model, by: string): Float32Array {
  const values = m.nodes.map(n => Math.max(0, Number(cell(m.nodeFields, n.cells, by)) || 0));
  const largest = Math.max(1e-300, ...bounds(values));
  const crowd = Math.min(1, Math.max(0.4, Math.sqrt(500 / Math.max(1, m.nodes.length))));
  return Float32Array.from(values, v => crowd * (by === '' ? 6 : 4 + 15 * Math.sqrt(v / largest)));
}

// bounds returns the largest of a list, which may be long.
const bounds = (list: number[]) => [list.reduce((a, b) => Math.max(a, b), 0)];

function byType(m: Model, ground: string) {
  const legend = m.types.map(t => ({value: t.name, label: t.label, color: visible(t.color, ground)}));
  const colors = m.nodes.map(n => visible(n.color, ground));
  return {colors, legend};
}

function byGroup(m: Model, by: string, ground: string) {
  const groups = new Map<Cell, {count: number; largest: number}>();
  const values = m.nodes.map(n => cell(m.nodeFields, n.cells, by));
  values.forEach((v, i) => {
    const g = groups.get(v);
    if (!g) groups.set(v, {count: 1, largest: i});
    else {
      g.count++;
      if (m.nodes[i].size > m.nodes[g.largest].size) g.largest = i;
    }
  });
  const order = [...groups].filter(([v]) => v !== null).sort((a, b) => b[1].count - a[1].count || Number(a[0]) - Number(b[0]));
  const color = new Map<Cell, string>(order.slice(0, wheel.length).map(([v], i) => [v, visible(wheel[i], ground)]));
  const grey = visible(rest, ground);
  const legend = order.slice(0, wheel.length).map(([v, g]) => ({
    value: String(v), color: color.get(v) ?? grey, label: g.count > 1 ? `${m.nodes[g.largest].label} and ${g.count - 1} more` : m.nodes[g.largest].label,
  }));
  if (order.length > wheel.length || groups.has(null)) legend.push({value: '', label: 'Others', color: grey});
  return {colors: values.map(v => color.get(v) ?? grey), legend};
}

export const rgb = (hex: string): [number, number, number] => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16)) as [number, number, number];

const hex = (c: number[]) => '#' + c.map(v => Math.round(v).toString(16).padStart(2, '0')).join('');

// mix returns a colour between two, at that share of the first.
export function mix(a: string, b: string, share: number): string {
  const [x, y] = [rgb(a), rgb(b)];
  return hex(x.map((v, i) => v * share + y[i] * (1 - share)));
}

// luminance as WCAG 2 defines it.
function luminance(color: string): number {
  const [r, g, b] = rgb(color).map(v => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

// visible returns the colour, moved away from the ground until it stands out from it; least is 1.6 for areas, 4.5 for text.
export function visible(color: string, ground: string, least = 1.6): string {
  const away = luminance(ground) < 0.2 ? '#ffffff' : '#000000';
  let out = color;
  for (let share = 0.9; contrast(out, ground) < least && share > 0; share -= 0.1) out = mix(color, away, share);
  return out;
}

// titleOf returns the words for a type or predicate.
export const titleOf = (list: Legend[], name: string) => list.find(l => l.name === name)?.label || name;

// measures lists the columns of numbers.
export const measures = (fields: Field[]) => fields.filter(f => f.kind === 'integer' || f.kind === 'number');
