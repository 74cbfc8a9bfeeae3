import { useDocumentChunks } from "../../api/document-details";
import type { Document } from "../../api/generated/documents";
import { explain } from "../../api/problem";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { headingOf, inOneLine, pageOf } from "../../ui/passage-location";

/** The passages that a document is searched by, in its order. */
export function DocumentChunks({ document }: { document: Document }) {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useDocumentChunks(document);
  if (document.answering === null) return <p className="hint">{t("documents.noText")}</p>;
  if (error) return <p role="alert">{explain(error)}</p>;
  if (!data) return <p className="hint">{t("loading")}</p>;
  return (
    <>
      <ol className="chunks">
        {data.pages.flatMap(({ chunks }) =>
          chunks.map(({ chunk_id, ordinal, text, section, page }) => (
            <li key={chunk_id} value={ordinal + 1}>
              <small>
                {[ordinal + 1, headingOf({ title: document.title, section, page }), pageOf({ title: "", section, page })]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
              <p>{inOneLine(text)}</p>
            </li>
          )),
        )}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t("documents.more")}
        </Button>
      )}
    </>
  );
}
