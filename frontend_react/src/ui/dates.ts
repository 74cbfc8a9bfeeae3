import { currentLanguage } from "../i18n/catalogue";

/** The day of a time, RFC 3339, as the reader's language and time zone write it. */
export function shortDate(time: string): string {
  return new Date(time).toLocaleDateString(currentLanguage(), { day: "numeric", month: "short", year: "numeric" });
}
