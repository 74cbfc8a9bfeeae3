import { useParams } from "@tanstack/react-router";
import { DocumentsView } from "../features/documents/documents-view";
import { t } from "../i18n/catalogue";
import { DocumentReading } from "./document-reading";
import { PlainPage } from "./plain-page";

export function DocumentsPage() {
  const { workspace } = useParams({ from: "/in/w/$workspace" });
  return (
    <PlainPage title={t("documents")} hint={t("documents.hint")}>
      <DocumentsView workspaceId={workspace} reading={(document) => <DocumentReading document={document} />} />
    </PlainPage>
  );
}
