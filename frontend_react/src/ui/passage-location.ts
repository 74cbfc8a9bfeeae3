import { t } from "../i18n/catalogue";

interface PassageLocation {
  title: string;
  /** Heading path joined by ` › `. */
  section: string;
  page: number | null;
}

/** The document, heading and page of a passage, for display. */
export function locationOf(location: PassageLocation): string {
  return [location.title, headingOf(location), pageOf(location)].filter(Boolean).join(" · ");
}

/** The heading path without the document's title, which is the outermost heading of many documents. */
export function headingOf({ title, section }: PassageLocation): string {
  return section.startsWith(title) ? section.slice(title.length).replace(/^ › /, "") : section;
}

export function pageOf({ page }: PassageLocation): string {
  return page === null ? "" : t("location.page", { n: page });
}

/** Text of a document for one line: the cells of a table's row are divided by dots. */
export function inOneLine(text: string): string {
  return text.replaceAll(" | ", " · ");
}
