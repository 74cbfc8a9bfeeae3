/**
 * Reads values with the page's own validators, for tests that write them elsewhere: takes a JSON list of
 * `{ kind, value }` on standard input, and prints for each what was read or why it was not.
 */
import { readFrame } from "../api/generated/frames";
import { readDocumentStatusFrame } from "../api/generated/status";
import { parseRuntimeConfig } from "../config/runtime-config";

const READERS: Record<string, (value: unknown) => unknown> = {
  config: parseRuntimeConfig,
  frame: readFrame,
  status: (value) => readDocumentStatusFrame(value, "status"),
};

interface Given {
  kind: string;
  value: unknown;
}

export function readValues(given: Given[]): unknown[] {
  return given.map(({ kind, value }) => {
    const read = READERS[kind];
    if (!read) return { error: `there is no kind ${kind}` };
    try {
      return { value: read(value) ?? null };
    } catch (cause) {
      return { error: cause instanceof Error ? cause.message : String(cause) };
    }
  });
}
