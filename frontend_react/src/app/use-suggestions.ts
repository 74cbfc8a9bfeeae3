import { useQueries } from "@tanstack/react-query";
import { contentQuery } from "../api/document-content";
import type { Document, DocumentContent } from "../api/generated/documents";
import { useSystem } from "../api/system";
import { t } from "../i18n/catalogue";

const MOST = 4;
/** Characters that contain the first headings of most texts. */
const BEGINNING_CHARS = 4000;
/** A longer heading is a sentence. */
const LONGEST_HEADING = 60;

/** Suggests questions that the documents can answer, one for a heading of each; undefined while a document is read. */
export function useSuggestions(documents: Document[]): (string | undefined)[] {
  const { rest } = useSystem();
  const chosen = documents.slice(0, MOST);
  return useQueries({
    queries: chosen.map(({ workspace_id, document_id }) =>
      contentQuery(rest, { workspaceId: workspace_id, documentId: document_id, start: 0, limit: BEGINNING_CHARS }),
    ),
    combine: (results) =>
      results.map(({ data, isPending }, index) => {
        const document = chosen[index];
        return isPending || !document ? undefined : questionAbout(document, data);
      }),
  });
}

function questionAbout({ title, path }: Document, content: DocumentContent | undefined): string {
  const name = title || path;
  const headings = content?.spans.map(({ section }) => section.split(" › ").at(-1) ?? "") ?? [];
  const heading = headings.find((each) => each !== "" && each !== name && each.length <= LONGEST_HEADING);
  return heading ? t("welcome.about", { title: name, heading }) : t("welcome.question", { title: name });
}
