// The network drawn on a plain canvas: what stands out over the rest, and the picture that is saved.
import type {Model} from './data';
import {type Look, mix, visible} from './look';

// Place turns a node's position into its place on the canvas, in pixels; r is its radius there.
export type Place = (node: number) => {x: number; y: number; r: number};

export interface Scene {
  model: Model;
  look: Look;
  place: Place;
}

// edgeColor returns an edge's colour: by its predicate, paler than the nodes, or full when it stands out.
export function edgeColor(look: Look, color: string, full: boolean): string {
  const clear = visible(color, look.ground, full ? 3 : 1.6);
  return full ? clear : mix(clear, look.ground, look.dark ? 0.6 : 0.55);
}

export function drawEdge(c: CanvasRenderingContext2D, s: Scene, index: number, full: boolean): void {
  const e = s.model.edges[index];
  const from = s.place(e.source);
  const to = s.place(e.target);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < from.r + to.r) return;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const width = full ? 2 : 1;
  const head = full ? 9 : 5;
  const [tx, ty] = [to.x - ux * to.r, to.y - uy * to.r];
  c.strokeStyle = c.fillStyle = edgeColor(s.look, e.color, full);
  c.lineWidth = width;
  c.beginPath();
  c.moveTo(from.x, from.y);
  c.lineTo(tx - ux * head, ty - uy * head);
  c.stroke();
  c.beginPath();
  c.moveTo(tx, ty);
  c.lineTo(tx - ux * head - uy * head * 0.45, ty - uy * head + ux * head * 0.45);
  c.lineTo(tx - ux * head + uy * head * 0.45, ty - uy * head - ux * head * 0.45);
  c.fill();
}

export function drawNode(c: CanvasRenderingContext2D, s: Scene, index: number, ring: boolean): void {
  const {x, y, r} = s.place(index);
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.fillStyle = s.look.colors[index];
  c.fill();
  if (!ring) return;
  c.beginPath();
  c.arc(x, y, r + 3, 0, 2 * Math.PI);
  c.strokeStyle = s.look.ink;
  c.lineWidth = 2;
  c.stroke();
}

// drawNote writes words on a small plate, as beside an edge.
export function drawNote(c: CanvasRenderingContext2D, look: Look, text: string, x: number, y: number): void {
  c.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
  c.textBaseline = 'middle';
  const w = c.measureText(text).width;
  c.fillStyle = mix(look.ground, look.ink, 0.92);
  c.strokeStyle = mix(look.ground, look.ink, 0.7);
  c.lineWidth = 1;
  c.beginPath();
  c.roundRect(x - w / 2 - 7, y - 11, w + 14, 22, 5);
  c.fill();
  c.stroke();
  c.fillStyle = look.ink;
  c.fillText(text, x - w / 2, y + 0.5);
}
