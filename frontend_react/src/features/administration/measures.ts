import type { Usage } from "../../api/generated/figures";
import { currentLanguage } from "../../i18n/catalogue";
import { dollars } from "../../ui/figures";

export const MEASURES = ["cost", "tokens", "calls"] as const;
export type Measure = (typeof MEASURES)[number];

/** Calls, and what they used. */
export interface Used {
  calls: number;
  usage: Usage;
}

export const tokensOf = ({ input_tokens, output_tokens }: Usage) => input_tokens + output_tokens;

export function measured({ calls, usage }: Used, by: Measure): number {
  return by === "cost" ? usage.cost_usd : by === "tokens" ? tokensOf(usage) : calls;
}

export function inWords(value: number, by: Measure): string {
  return by === "cost" ? dollars(value) : value.toLocaleString(currentLanguage());
}

/** Every day from `since` until today (UTC, YYYY-MM-DD), so that a day without calls is a gap in the chart. */
export function everyDay(since: string, today = new Date()): string[] {
  const days: string[] = [];
  for (let day = new Date(since); day <= today; day = new Date(day.getTime() + 86_400_000)) {
    days.push(day.toISOString().slice(0, 10));
  }
  return days;
}
