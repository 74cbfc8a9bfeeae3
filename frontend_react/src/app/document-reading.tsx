import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { contentQuery } from "../api/document-content";
import type { Document } from "../api/generated/documents";
import { explain } from "../api/problem";
import { useSystem } from "../api/system";
import { DocumentText } from "../features/evidence/document-text";
import { textBlocks } from "../features/evidence/text-blocks";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";
import { Icon } from "../ui/icons";

/** Characters of a part: few enough to be drawn at once. */
const PART_CHARS = 20_000;

/** The text that was read from a document, part by part, with a link to the file. */
export function DocumentReading({ document }: { document: Document }) {
  const { rest } = useSystem();
  const { workspace_id: workspaceId, document_id: documentId, answering } = document;
  const [starts, setStarts] = useState([0]);
  const start = starts.at(-1) ?? 0;
  const { data, error } = useQuery({
    ...contentQuery(rest, { workspaceId, documentId, start, limit: PART_CHARS }),
    enabled: answering !== null,
  });
  const blocks = useMemo(() => (data ? textBlocks(data, undefined) : []), [data]);
  if (answering === null) return <p className="hint">{t("documents.noText")}</p>;
  if (error) return <p role="alert">{explain(error)}</p>;
  if (!data) return <p className="hint">{t("loading")}</p>;
  const { next, original } = data;
  return (
    <div className="document-reading">
      <DocumentText key={start} blocks={blocks} hasMore={false} />
      <p className="document-parts">
        {original && (
          <a href={original.url} target="_blank" rel="noreferrer">
            {t("evidence.original")} ↗
          </a>
        )}
        {starts.length > 1 && (
          <Button kind="quiet" onClick={() => setStarts(starts.slice(0, -1))}>
            <Icon name="left" /> {t("documents.partBefore")}
          </Button>
        )}
        {next !== null && (
          <Button kind="quiet" onClick={() => setStarts([...starts, next])}>
            {t("documents.partAfter")} <Icon name="right" />
          </Button>
        )}
      </p>
    </div>
  );
}
