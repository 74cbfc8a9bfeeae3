import { currentLanguage } from "../i18n/catalogue";

/** The day of a time, RFC 3339, as the reader's language and time zone write it. */
export function shortDate(time: string): string {
  return new Date(time).toLocaleDateString(currentLanguage(), { day: "numeric", month: "short", year: "numeric" });
}

/** Day and time of a time, RFC 3339; empty if it is not one. */
export function dateAndTime(time: string): string {
  return written(time, { dateStyle: "medium", timeStyle: "short" });
}

/** The time of day with seconds; empty if it is not a time. */
export function timeOfDay(time: string): string {
  return written(time, { timeStyle: "medium" });
}

function written(time: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(currentLanguage(), options);
}
