// Elements made of text: what comes from reports never becomes markup.

type Child = Node | string | null | undefined | false;

type Listeners = {[K in keyof HTMLElementEventMap]?: (e: HTMLElementEventMap[K]) => void};

export interface Options {
  class?: string;
  attrs?: Record<string, string>;
  on?: Listeners;
}

// el makes an element; strings among its children become text.
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, options: Options | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const out = document.createElement(tag);
  if (options?.class) out.className = options.class;
  for (const [name, value] of Object.entries(options?.attrs ?? {})) out.setAttribute(name, value);
  for (const [name, listener] of Object.entries(options?.on ?? {})) out.addEventListener(name, listener as EventListener);
  for (const child of children) if (child !== null && child !== undefined && child !== false) out.append(child);
  return out;
}

// button makes a button that does something.
export function button(text: string, action: () => void, options: Options = {}): HTMLButtonElement {
  return el('button', {...options, attrs: {type: 'button', ...options.attrs}, on: {...options.on, click: action}}, text);
}

// swatch shows a colour.
export function swatch(color: string, shape: 'dot' | 'line' = 'dot'): HTMLElement {
  const out = el('span', {class: `swatch ${shape}`, attrs: {'aria-hidden': 'true'}});
  out.style.backgroundColor = color;
  return out;
}

// byId returns an element of the page's frame.
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found as T;
}

// plural counts things in words.
export function plural(n: number, one: string, many = one + 's'): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

// figure writes a number so that it can be read.
export function figure(v: number): string {
  if (Number.isInteger(v)) return v.toLocaleString('en');
  return v.toLocaleString('en', {maximumSignificantDigits: 4});
}
