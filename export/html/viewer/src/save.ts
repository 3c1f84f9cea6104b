// What is shown, saved: as GraphML for other programs, or as a picture.
import {type Cell, type Field, type Model} from './data';
import {type Place, drawEdge, drawNode} from './draw';
import {el} from './dom';
import type {Shown} from './filter';
import {type Disc, Labels} from './labels';
import {type Key, type Look, mix} from './look';

// offer lets the browser save bytes under a name.
export function offer(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el('a', {attrs: {href: address, download: name}}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// xml escapes a text and drops what XML cannot hold.
export function xml(s: string): string {
  const allowed = s.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  const names: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;'};
  return allowed.replace(/[&<>"\r]/g, c => names[c]);
}

const xmlKinds = {text: 'string', integer: 'int', number: 'double', truth: 'boolean'};

// graphml writes what is shown with all its columns, as the program does.
export function graphml(m: Model, shown: Shown, look: Look): string {
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'];
  const key = (id: string, of: string, name: string, kind: string) => out.push(`<key id="${xml(id)}" for="${of}" attr.name="${xml(name)}" attr.type="${kind}"/>`);
  const columns = (of: string, prefix: string, fields: Field[]) => fields.forEach((f, i) => key(`${prefix}${i}`, of, f.name, xmlKinds[f.kind]));
  for (const [name, kind] of [['label', 'string'], ['size', 'double'], ['color', 'string'], ['x', 'double'], ['y', 'double']]) key(`n_${name}`, 'node', name, kind);
  columns('node', 'n', m.nodeFields);
  for (const [name, kind] of [['label', 'string'], ['weight', 'double']]) key(`e_${name}`, 'edge', name, kind);
  columns('edge', 'e', m.edgeFields);
  out.push('<graph edgedefault="directed">');
  const data = (id: string, v: Cell) => (v === null || v === '' ? '' : `<data key="${id}">${xml(String(v))}</data>`);
  const cells = (prefix: string, list: Cell[]) => list.map((v, i) => data(`${prefix}${i}`, v)).join('');
  for (const n of m.nodes) {
    if (!shown.nodes[n.index]) continue;
    const own: [string, Cell][] = [['label', n.label], ['size', n.size], ['color', look.colors[n.index]], ['x', n.x], ['y', n.y]];
    out.push(`<node id="${xml(n.id)}">${own.map(([k, v]) => data(`n_${k}`, v)).join('')}${cells('n', n.cells)}</node>`);
  }
  for (const e of m.edges) {
    if (!shown.edges[e.index]) continue;
    const ends = `id="${xml(e.id)}" source="${xml(m.nodes[e.source].id)}" target="${xml(m.nodes[e.target].id)}" label="${xml(e.predicate)}"`;
    out.push(`<edge ${ends}>${data('e_label', e.label)}${data('e_weight', e.weight)}${cells('e', e.cells)}</edge>`);
  }
  out.push('</graph>', '</graphml>', '');
  return out.join('\n');
}

const wide = 1500; // of a picture, in units of which each becomes several pixels
const sharp = 1.6;
const margin = 36;
const foot = 120; // for title and legend

// picture draws all that is shown, with its title and legend.
export async function picture(m: Model, shown: Shown, look: Look, keys: Key[]): Promise<Blob> {
  const order = m.nodes.map(n => n.index).filter(i => shown.nodes[i]).sort((a, b) => look.sizes[b] - look.sizes[a] || a - b);
  const span = (values: number[]) => values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity]);
  const [left, right] = order.length ? span(order.map(i => m.nodes[i].x)) : [0, 1];
  const [bottom, top] = order.length ? span(order.map(i => m.nodes[i].y)) : [0, 1];
  const scale = (wide - 8 * margin) / Math.max(right - left, (top - bottom) * 0.8, 1e-9);
  const height = Math.round(Math.max(700, Math.min(wide, (top - bottom) * scale + 3 * margin + foot)));
  const canvas = el('canvas', {attrs: {width: String(wide * sharp), height: String(Math.round(height * sharp))}});
  const c = canvas.getContext('2d');
  if (!c) throw new Error('no canvas to draw on');
  c.scale(sharp, sharp);
  c.fillStyle = look.ground;
  c.fillRect(0, 0, wide, height);
  const [midX, midY] = [(left + right) / 2, (top + bottom) / 2];
  const place: Place = i => ({x: wide / 2 + (m.nodes[i].x - midX) * scale, y: (height - foot) / 2 - (m.nodes[i].y - midY) * scale, r: look.sizes[i]});
  const scene = {model: m, look, place};
  for (const e of m.edges) if (shown.edges[e.index]) drawEdge(c, scene, e.index, false);
  for (const i of order) drawNode(c, scene, i, false);
  const discs = order.map((i): Disc => ({...place(i), label: m.nodes[i].label}));
  new Labels().draw({context: c, width: wide, height: height - foot, ground: look.ground, ink: look.ink}, discs, 200);
  caption(c, m, {...look, legend: keys}, height);
  return new Promise((done, fail) => canvas.toBlob(b => (b ? done(b) : fail(new Error('the picture is too large'))), 'image/png'));
}

// caption writes title and legend below the picture.
function caption(c: CanvasRenderingContext2D, m: Model, look: Look, height: number): void {
  c.fillStyle = mix(look.ground, look.ink, 0.85);
  c.fillRect(margin, height - foot, wide - 2 * margin, 1);
  c.fillStyle = look.ink;
  c.font = '600 17px system-ui, sans-serif';
  c.textBaseline = 'middle';
  c.fillText(m.title.length > 150 ? m.title.slice(0, 149) + '…' : m.title, margin, height - foot + 26);
  c.font = '13px system-ui, sans-serif';
  let [x, y] = [margin, height - foot + 54];
  for (const k of look.legend) {
    const width = c.measureText(k.label).width + 34;
    if (x + width > wide - margin) [x, y] = [margin, y + 22];
    if (y > height - 8) break;
    c.fillStyle = k.color;
    c.beginPath();
    c.arc(x + 6, y, 6, 0, 2 * Math.PI);
    c.fill();
    c.fillStyle = look.ink;
    c.fillText(k.label, x + 17, y);
    x += width;
  }
}
