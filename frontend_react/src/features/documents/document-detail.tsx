import type { ReactNode } from "react";
import type { Document } from "../../api/generated/documents";
import { currentLanguage, t } from "../../i18n/catalogue";
import { bytes } from "../../ui/figures";
import { nameOf } from "./document-order";
import { Status } from "./document-row";

/** What is known of one document, and its text. */
export function DocumentDetail({ document, children }: { document: Document; children: ReactNode }) {
  const lines: [string, string][] = [
    [t("documents.path"), document.path],
    [t("documents.type"), document.document_type],
    [t("documents.size"), bytes(document.size_bytes)],
    [t("documents.pages"), document.page_count ? String(document.page_count) : ""],
    [t("documents.passages"), String(document.chunk_count)],
    [t("documents.owner"), document.owner ?? t("documents.noOwner")],
    [t("documents.created"), moment(document.created_at)],
    [t("documents.updated"), moment(document.updated_at)],
    [t("documents.version"), version(document.content_hash)],
    [t("documents.answering"), isBehind(document) ? version(document.answering ?? "") : ""],
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
      <h3>{t("documents.text")}</h3>
      {children}
    </section>
  );
}

/** True if questions are answered from an earlier version, because the newest is not ready. */
function isBehind({ answering, content_hash }: Document): boolean {
  return answering !== null && answering !== content_hash;
}

function version(contentHash: string): string {
  return contentHash.slice(0, 12);
}

function moment(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(currentLanguage(), { dateStyle: "medium", timeStyle: "short" });
}
