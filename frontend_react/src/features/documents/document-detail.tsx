import type { Document } from "../../api/generated/documents";
import { currentLanguage, t } from "../../i18n/catalogue";
import { bytes } from "../../ui/figures";
import { nameOf } from "./document-order";
import { Status } from "./document-row";

/** What is known of one document. */
export function DocumentDetail({ document }: { document: Document }) {
  const lines: [string, string][] = [
    [t("documents.path"), document.path],
    [t("documents.type"), document.document_type],
    [t("documents.size"), bytes(document.size_bytes)],
    [t("documents.pages"), document.page_count ? String(document.page_count) : ""],
    [t("documents.passages"), String(document.chunk_count)],
    [t("documents.owner"), document.owner ?? t("documents.noOwner")],
    [t("documents.created"), moment(document.created_at)],
    [t("documents.updated"), moment(document.updated_at)],
    [t("documents.version"), document.content_hash.slice(0, 12)],
    ...Object.entries(document.metadata).map(([name, value]): [string, string] => [name, [value].flat().join(", ")]),
    [t("documents.failedStep"), document.failed_step],
    [t("documents.reason"), document.reason],
  ];
  return (
    <section className="document-detail" aria-label={nameOf(document)}>
      <h2>{nameOf(document)}</h2>
      <p>
        <Status document={document} />
      </p>
      <dl>
        {lines
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function moment(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(currentLanguage(), { dateStyle: "medium", timeStyle: "short" });
}
