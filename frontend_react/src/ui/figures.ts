import { currentLanguage } from "../i18n/catalogue";

/** Milliseconds as "1.4 s". */
export function seconds(ms: number): string {
  return `${decimal(ms / 1000, 1)} s`;
}

/** A price in dollars, with as many digits as it takes to be more than nothing. */
export function dollars(usd: number): string {
  if (usd === 0) return "$0";
  return `$${decimal(usd, usd < 0.01 ? 4 : 2)}`;
}

const ENDINGS: Record<string, string> = { one: "st", two: "nd", few: "rd" };

/** A rank as "1st", in German as "1.". */
export function ordinal(rank: number): string {
  if (currentLanguage() === "de") return `${rank}.`;
  return `${rank}${ENDINGS[new Intl.PluralRules("en", { type: "ordinal" }).select(rank)] ?? "th"}`;
}

export function decimal(value: number, digits: number): string {
  return value.toLocaleString(currentLanguage(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A size in bytes as "1.2 MB". */
export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = size < 1 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), units.length - 1);
  return `${decimal(size / 1000 ** power, power === 0 ? 0 : 1)} ${units[power] ?? ""}`;
}
