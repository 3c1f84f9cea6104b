// Labels of nodes on a canvas: the more important first, none over another one or over a large node.

export interface Disc {
  x: number;
  y: number;
  r: number;
  label: string;
  strong?: boolean; // drawn bold, on up to three lines, and before all others
}

export interface Paint {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  ground: string;
  ink: string;
}

interface Size {
  w: number;
  h: number;
}

interface Box extends Size {
  x: number;
  y: number;
}

interface Lines {
  lines: string[];
  width: number;
}

const family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const perLine = 24; // characters
const gap = 4;
const tries = 500; // labels that are looked at in one frame
const crowd = 300; // nodes in sight beyond which labels may lie on small ones
const chief = 12; // nodes whose labels may lie on all but each other
const small = 1.5; // times the radius of the smallest; labels of larger nodes may lie on these

export class Labels {
  private readonly known = new Map<string, Lines>();

  // draw places as many labels as fit; discs come in the order of their importance. It returns how many were placed.
  draw(p: Paint, discs: Disc[], most: number): number {
    const inside = discs.filter(d => d.x + d.r > 0 && d.y + d.r > 0 && d.x - d.r < p.width && d.y - d.r < p.height).slice(0, tries);
    const around = (d: Disc): Box => ({x: d.x - d.r, y: d.y - d.r, w: 2 * d.r, h: 2 * d.r});
    const least = small * inside.reduce((r, d) => Math.min(r, d.r), Infinity);
    const large = inside.filter(d => d.r > least).slice(0, crowd).map(around);
    const all = inside.length > crowd ? large : inside.map(around);
    const chiefs = large.slice(0, chief);
    const written: Box[] = [];
    p.context.textBaseline = 'middle';
    p.context.lineJoin = 'round';
    for (const [i, d] of inside.entries()) {
      if (written.length >= most) break;
      const size = d.strong ? 14 : Math.min(14, Math.max(11, 9.5 + d.r / 4));
      const font = `${d.strong ? '600 ' : ''}${size}px ${family}`;
      const text = this.lines(p.context, d.label, font, d.strong ? 4 : 2);
      const box = this.place(p, d, {w: text.width, h: text.lines.length * size * 1.2}, [d.r <= least ? all : i < chief ? chiefs : large, written]);
      if (!box) continue;
      written.push(box);
      write(p, text, box, size, font);
    }
    return written.length;
  }

  // place finds room beside a disc; what is strong stands at its right even over others.
  private place(p: Paint, d: Disc, {w, h}: Size, taken: Box[][]): Box | null {
    const own = (b: Box) => b.x <= d.x && b.x + b.w >= d.x && b.y <= d.y && b.y + b.h >= d.y && Math.abs(b.w - 2 * d.r) < 0.01;
    const spots: [number, number][] = [
      [d.x + d.r + gap, d.y - h / 2], [d.x - w / 2, d.y + d.r + gap / 2], [d.x - w / 2, d.y - d.r - gap / 2 - h], [d.x - d.r - gap - w, d.y - h / 2],
    ];
    for (const [x, y] of spots) {
      const box = {x, y, w, h};
      const fits = x >= 2 && y >= 2 && x + w <= p.width - 2 && y + h <= p.height - 2;
      if (fits && !taken.some(list => list.some(t => meet(t, box) && !own(t)))) return box;
    }
    return d.strong ? {x: Math.min(spots[0][0], p.width - w - 4), y: spots[0][1], w, h} : null;
  }

  // lines breaks a label; widths are kept, since measuring is slow.
  private lines(c: CanvasRenderingContext2D, label: string, font: string, most: number): Lines {
    const key = `${font}\n${label}`;
    let found = this.known.get(key);
    if (c.font !== font) c.font = font;
    if (!found) {
      const lines = wrap(label, most);
      found = {lines, width: Math.max(...lines.map(l => c.measureText(l).width))};
      if (this.known.size > 20000) this.known.clear();
      this.known.set(key, found);
    }
    return found;
  }
}

const meet = (a: Box, b: Box) => a.x < b.x + b.w + 2 && b.x < a.x + a.w + 2 && a.y < b.y + b.h + 1 && b.y < a.y + a.h + 1;

// wrap breaks a text at blanks into at most so many lines.
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= perLine || line === '') line = longer;
    else {
      lines.push(line);
      line = word;
    }
    if (lines.length === most) break;
  }
  if (lines.length < most) lines.push(line);
  else lines[most - 1] = lines[most - 1].replace(/[\s.,;:…]*$/, '') + '…';
  return lines.map(l => ([...l].length > perLine + 12 ? [...l].slice(0, perLine + 10).join('') + '…' : l));
}

function write(p: Paint, text: Lines, box: Box, size: number, font: string): void {
  const c = p.context;
  if (c.font !== font) c.font = font;
  c.strokeStyle = p.ground;
  c.fillStyle = p.ink;
  c.lineWidth = 3.5;
  text.lines.forEach((line, i) => {
    const y = box.y + (i + 0.5) * size * 1.2;
    c.strokeText(line, box.x, y);
    c.fillText(line, box.x, y);
  });
}
