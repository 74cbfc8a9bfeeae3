import type { ContractCatalogue } from "./contract-catalogue";
import { EN, type Key } from "./en";

export type { Key };

export type Language = "en" | "de";
export type Params = Record<string, string | number>;

const KEPT = "quorum.language";
let catalogue: Record<Key, string> = EN;
let contract: ContractCatalogue | undefined;
let current: Language = "en";
const watchers = new Set<() => void>();

/** The language that was chosen in this browser, else the browser's own if there is a catalogue for it. */
export function preferredLanguage(): Language {
  const wanted = recall() ?? navigator.language.slice(0, 2);
  return wanted === "de" ? "de" : "en";
}

/** Loads a language's catalogue and uses it from now on; rendered text must be rendered again. */
export async function applyLanguage(language: Language): Promise<void> {
  const german = language === "de" ? await import("./de") : undefined;
  catalogue = german?.DE ?? EN;
  contract = german?.DE_CONTRACT;
  current = language;
  document.documentElement.lang = language;
  for (const watcher of watchers) watcher();
}

/** Calls `watcher` after each change of the language; returns a function that stops it. */
export function watchLanguage(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Storage is off, as in some private windows: the choice lasts as long as the page.
  }
}

export function currentLanguage(): Language {
  return current;
}

/** Translations of the contract's words; undefined in English, the contract's own language. */
export function contractCatalogue(): ContractCatalogue | undefined {
  return contract;
}

/** The sentence of a key, with its `{names}` filled in. */
export function t(key: Key, params: Params = {}): string {
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

type Counted = { [K in Key]: K extends `${infer Stem}.one` ? Stem : never }[Key];

/** The sentence for a number, in the plural form of the language; `{n}` is the number. */
export function tn(stem: Counted, n: number, params: Params = {}): string {
  const form = new Intl.PluralRules(current).select(n) === "one" ? "one" : "other";
  return t(`${stem}.${form}` as Key, { n: n.toLocaleString(current), ...params });
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
