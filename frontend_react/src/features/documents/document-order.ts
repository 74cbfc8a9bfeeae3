import type { Document } from "../../api/generated/documents";

export type Column = "name" | "type" | "status" | "size" | "passages" | "updated";

export interface Order {
  by: Column;
  isDescending: boolean;
}

const KEYS: Record<Column, (document: Document) => string | number> = {
  name: (document) => nameOf(document).toLowerCase(),
  type: ({ document_type }) => document_type,
  status: ({ status }) => status,
  size: ({ size_bytes }) => size_bytes,
  passages: ({ chunk_count }) => chunk_count,
  updated: ({ updated_at }) => updated_at,
};

export function nameOf({ title, path }: Document): string {
  return title || path;
}

/** The documents whose name or path contains every search word, sorted. */
export function arranged(documents: Document[], wanted: string, { by, isDescending }: Order): Document[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = ({ title, path }: Document) => {
    const text = `${title} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const keyOf = KEYS[by];
  const turn = isDescending ? -1 : 1;
  return documents.filter(isWanted).sort((a, b) => turn * compare(keyOf(a), keyOf(b)));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
