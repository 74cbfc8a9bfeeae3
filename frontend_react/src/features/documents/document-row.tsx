import { isUnderWay, type LiveDocument } from "../../api/documents";
import type { Document } from "../../api/generated/documents";
import { currentLanguage, t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { bytes } from "../../ui/figures";
import { Icon } from "../../ui/icons";
import { nameOf } from "./document-order";

export interface RowActions {
  onOpen: (document: Document) => void;
  onRetry: (document: Document) => void;
  onDelete: (document: Document) => void;
}

interface Props extends RowActions {
  document: LiveDocument;
  /** Index in the whole list. */
  index: number;
  /** Distance from the top of the list, in pixels. */
  top: number;
}

export function DocumentRow({ document, index, top, onOpen, onRetry, onDelete }: Props) {
  const name = nameOf(document);
  return (
    <div role="row" className="document-row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      <span role="cell" className="column-name">
        <button type="button" className="document-name cut" title={document.path} onClick={() => onOpen(document)}>
          {name}
        </button>
        {document.reason ? (
          <span className="reason cut" title={document.reason}>{document.reason}</span>
        ) : (
          document.path !== name && <small className="cut">{document.path}</small>
        )}
      </span>
      <span role="cell" className="column-type">{document.document_type}</span>
      <span role="cell" className="column-status">
        <Status document={document} />
      </span>
      <span role="cell" className="column-size">{bytes(document.size_bytes)}</span>
      <span role="cell" className="column-passages">{document.chunk_count || ""}</span>
      <span role="cell" className="column-updated">{shortDate(document.updated_at)}</span>
      <span role="cell" className="column-actions">
        {document.status === "failed" && (
          <Button kind="quiet" label={t("documents.retry", { name })} onClick={() => onRetry(document)}>
            <Icon name="again" />
          </Button>
        )}
        <Button kind="quiet" label={t("documents.delete", { name })} onClick={() => onDelete(document)}>
          <Icon name="remove" />
        </Button>
      </span>
    </div>
  );
}

const STEPS = ["submitted", "extracting", "embedding", "indexing", "ready"];

/** The current step of a document, and its progress. */
export function Status({ document }: { document: LiveDocument }) {
  const { status, recognition } = document;
  const step = STEPS.indexOf(status);
  return (
    <span className={`status status-${status}`}>
      {t(`status.document.${status}`)}
      {recognition && <small>{t("documents.recognition", recognition)}</small>}
      {isUnderWay(document) && step >= 0 && (
        <progress max={STEPS.length - 1} value={step} aria-label={t("documents.step", { step, all: STEPS.length - 1 })} />
      )}
    </span>
  );
}

function shortDate(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString(currentLanguage(), { dateStyle: "medium" });
}
