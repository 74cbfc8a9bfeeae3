import type { Html, Nodes, Parent, PhrasingContent, Root, Text } from "mdast";
import type { Range } from "./placed-sentences";

/** A piece of text, and the sentence it belongs to; undefined for text between sentences. */
interface Piece {
  text: string;
  sentence: number | undefined;
}

/** A remark plugin that wraps each sentence in `mark` elements and flags the last one. */
export function markSentences(ranges: Range[]) {
  return (tree: Root) => {
    const marks = new Map<number, PhrasingContent>();
    visit(tree, ranges, marks);
    for (const last of marks.values()) setProperties(last, { dataEnd: true });
  };
}

function visit(parent: Parent, ranges: Range[], marks: Map<number, PhrasingContent>): void {
  parent.children = (parent.children as Nodes[]).flatMap((node): Nodes[] => {
    // HTML is shown as it is written, so it is text as well.
    if (node.type === "text" || node.type === "html") {
      return piecesOf(node, ranges).map((piece) => marked(piece.text, piece.sentence, marks));
    }
    if (node.type === "inlineCode") return [wrapped(node, sentenceAt(ranges, middle(node)), marks)];
    if (node.type === "code") return [node, ...endsWithin(node, ranges, marks)];
    if ("children" in node) visit(node, ranges, marks);
    return [node];
  }) as Parent["children"];
}

/** The notes behind the sentences of a code block, which is left as it is. */
function endsWithin(node: Nodes, ranges: Range[], marks: Map<number, PhrasingContent>): PhrasingContent[] {
  const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  return ranges.flatMap(({ start }, sentence) => (from <= start && start < to ? [mark([], sentence, marks)] : []));
}

function piecesOf(node: Text | Html, ranges: Range[]): Piece[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  // With an escape or entity the text is shorter than its source: such a piece is marked as a whole.
  if (end - start !== node.value.length) return [{ text: node.value, sentence: sentenceAt(ranges, middle(node)) }];
  const cuts = new Set([start, end]);
  for (const range of ranges) for (const cut of [range.start, range.end]) if (cut > start && cut < end) cuts.add(cut);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index] ?? start;
    return { text: node.value.slice(from - start, to - start), sentence: sentenceAt(ranges, from) };
  });
}

function sentenceAt(ranges: Range[], offset: number): number | undefined {
  const index = ranges.findIndex(({ start, end }) => start <= offset && offset < end);
  return index < 0 ? undefined : index;
}

function middle(node: Nodes): number {
  const start = node.position?.start.offset ?? 0;
  return Math.floor((start + (node.position?.end.offset ?? start)) / 2);
}

function marked(value: string, sentence: number | undefined, marks: Map<number, PhrasingContent>): PhrasingContent {
  return wrapped({ type: "text", value }, sentence, marks);
}

function wrapped(node: PhrasingContent, sentence: number | undefined, marks: Map<number, PhrasingContent>): PhrasingContent {
  if (sentence === undefined || (node.type === "text" && node.value.trim() === "")) return node;
  return mark([node], sentence, marks);
}

function mark(children: PhrasingContent[], sentence: number, marks: Map<number, PhrasingContent>): PhrasingContent {
  const made: PhrasingContent = { type: "emphasis", children, data: { hName: "mark" } };
  setProperties(made, { dataSentence: sentence });
  marks.set(sentence, made);
  return made;
}

function setProperties(node: PhrasingContent, more: Record<string, number | boolean>): void {
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, ...more } };
}
