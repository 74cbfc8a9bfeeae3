import type { Block, Piece } from "./text-blocks";

/** A run of text on a page as pdf.js gives it; sizes in the units of the page. */
export interface PageItem {
  str: string;
  dir: string;
  width: number;
  /** From the run's own axes to the page as it is shown: (0, 0) becomes the left end of the base line. */
  transform: number[];
  /** The share of the run's width that its first `count` characters take, from 0 to 1. */
  share: (count: number) => number;
}

/** A rectangle on a page, in the units of the page, from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Words to find on a page, and what stands before them there. */
export interface Words {
  text: string;
  before: string;
}

/** The first page of the quoted words, and the words that stand on it. */
export function quotedOnPage(blocks: Block[]): { page: number; words: Words[] } | undefined {
  const quoted = blocks.filter(({ rows }) => rows.flat(2).some(({ isQuoted }) => isQuoted));
  const page = quoted.find((block) => block.page !== null)?.page ?? null;
  if (page === null) return undefined;
  return { page, words: quoted.filter((block) => block.page === page).flatMap(({ rows }) => rows.flat().flatMap(wordsIn)) };
}

function wordsIn(pieces: Piece[]): Words[] {
  return pieces.flatMap(({ text, isQuoted }, index) => (isQuoted ? [{ text, before: pieces[index - 1]?.text ?? "" }] : []));
}

/** One box for each line of the words that are found on the page. */
export function quoteBoxes(items: PageItem[], words: Words[]): Box[] {
  const page = lettersOf(items.map(({ str }) => str));
  const boxes = hitsIn(page.letters, words).flatMap(([from, to]) => boxesOf(items, page.origins.slice(from, to)));
  return linesOf(boxes);
}

interface Origin {
  item: number;
  /** The character's first and last place in its item's text. */
  start: number;
  end: number;
}

/**
 * Letters and digits alone, without accents and case: what is extracted for the answer and what a page draws differ in
 * spaces, hyphens at the ends of lines, ligatures and composed letters.
 */
function lettersOf(texts: string[]): { letters: string; origins: Origin[] } {
  let letters = "";
  const origins: Origin[] = [];
  texts.forEach((text, item) => {
    let start = 0;
    for (const character of text) {
      const end = start + character.length;
      const plain = character.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      letters += plain;
      for (let unit = 0; unit < plain.length; unit++) origins.push({ item, start, end });
      start = end;
    }
  });
  return { letters, origins };
}

const CONTEXTS = [60, 15, 0];

/** Where the words stand, in order; words that are not found are left out. */
function hitsIn(letters: string, words: Words[]): [number, number][] {
  const hits: [number, number][] = [];
  let last = 0;
  for (const { text, before } of words) {
    const wanted = lettersOf([text]).letters;
    const at = wanted === "" ? -1 : placeOf(letters, wanted, lettersOf([before]).letters, last);
    if (at < 0) continue;
    last = at + wanted.length;
    hits.push([at, last]);
  }
  return hits;
}

/** The words' place behind as much of their context as is there, and behind the words before them if possible. */
function placeOf(letters: string, wanted: string, before: string, last: number): number {
  for (const size of CONTEXTS) {
    const context = size === 0 ? "" : before.slice(-size);
    for (const from of [Math.max(0, last - context.length), 0]) {
      const at = letters.indexOf(context + wanted, from);
      if (at >= 0) return at + context.length;
    }
  }
  return -1;
}

function boxesOf(items: PageItem[], origins: Origin[]): Box[] {
  const parts = new Map<number, { from: number; to: number }>();
  for (const { item, start, end } of origins) {
    const part = parts.get(item);
    parts.set(item, { from: Math.min(part?.from ?? start, start), to: Math.max(part?.to ?? end, end) });
  }
  return [...parts].flatMap(([index, { from, to }]) => {
    const item = items[index];
    return item ? [boxOf(item, from, to)] : [];
  });
}

/** How far letters rise above the base line and fall below it, in heights of the font. */
const ASCENT = 0.85;
const DESCENT = 0.25;

function boxOf(item: PageItem, from: number, to: number): Box {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = item.transform;
  const along = Math.hypot(a, b) || 1;
  const shares = item.dir === "rtl" ? [1 - item.share(to), 1 - item.share(from)] : [item.share(from), item.share(to)];
  const corners = shares.flatMap((share) =>
    [ASCENT, -DESCENT].map((rise) => {
      const length = (share * item.width) / along;
      return { x: x + a * length + c * rise, y: y + b * length + d * rise };
    }),
  );
  const [left, top] = [Math.min(...corners.map((each) => each.x)), Math.min(...corners.map((each) => each.y))];
  const [right, bottom] = [Math.max(...corners.map((each) => each.x)), Math.max(...corners.map((each) => each.y))];
  return { left, top, width: right - left, height: bottom - top };
}

/** Boxes that follow each other on one line as one box. */
function linesOf(boxes: Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const line = lines.at(-1);
    const middle = box.top + box.height / 2;
    if (line && middle > line.top && middle < line.top + line.height) lines[lines.length - 1] = joined(line, box);
    else lines.push(box);
  }
  return lines;
}

function joined(one: Box, other: Box): Box {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}
