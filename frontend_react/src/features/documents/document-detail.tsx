import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import type { Document } from "../../api/generated/documents";
import { usePeople } from "../../api/people";
import { t } from "../../i18n/catalogue";
import { dateAndTime } from "../../ui/dates";
import { bytes } from "../../ui/figures";
import { personName } from "../../ui/person-name";
import { DocumentChunks } from "./document-chunks";
import { DocumentHistory } from "./document-history";
import { nameOf } from "./document-order";
import { Status } from "./document-row";

/** What is known of one document: its text, the passages it is searched by, and its history. */
export function DocumentDetail({ document, children }: { document: Document; children: ReactNode }) {
  const people = usePeople(document.workspace_id);
  const owner = document.owner === null ? t("documents.noOwner") : personName(document.owner, people);
  return (
    <section className="document-detail" aria-label={nameOf(document)}>
      <h2>{nameOf(document)}</h2>
      <p>
        <Status document={document} />
      </p>
      {document.reason && (
        <p className="reason" role="note">
          {document.reason}
        </p>
      )}
      <Facts document={document} owner={owner} />
      <Tabs.Root defaultValue="text" className="tabs">
        <Tabs.List className="tab-list" aria-label={t("documents.detail")}>
          <Tabs.Trigger value="text">{t("documents.text")}</Tabs.Trigger>
          <Tabs.Trigger value="passages">
            {t("documents.passages")} <small>{document.answering_chunks || ""}</small>
          </Tabs.Trigger>
          <Tabs.Trigger value="history">{t("documents.history")}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="text">{children}</Tabs.Content>
        <Tabs.Content value="passages">
          <DocumentChunks document={document} />
        </Tabs.Content>
        <Tabs.Content value="history">
          <DocumentHistory document={document} people={people} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

function Facts({ document, owner }: { document: Document; owner: string }) {
  const lines: [string, string][] = [
    [t("documents.path"), document.path === nameOf(document) ? "" : document.path],
    [t("documents.type"), document.document_type],
    [t("documents.size"), bytes(document.size_bytes)],
    [t("documents.pages"), document.page_count ? String(document.page_count) : ""],
    [t("documents.owner"), owner],
    [t("documents.updated"), dateAndTime(document.updated_at)],
    ...Object.entries(document.metadata).map(([name, value]): [string, string] => [name, [value].flat().join(", ")]),
  ];
  return (
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
  );
}
