import { t } from "../i18n/catalogue";

interface Place {
  title: string;
  /** Heading path joined by ` › `. */
  section: string;
  page: number | null;
}

/** Where something stands, for reading: the document, its heading, its page. */
export function placeOf(place: Place): string {
  return [place.title, headingOf(place), pageOf(place)].filter(Boolean).join(" · ");
}

/** The heading below the document's title: the outermost one of many documents is their title. */
export function headingOf({ title, section }: Place): string {
  return section.startsWith(title) ? section.slice(title.length).replace(/^ › /, "") : section;
}

export function pageOf({ page }: Place): string {
  return page === null ? "" : t("place.page", { n: page });
}
