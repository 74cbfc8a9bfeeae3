import { useState } from "react";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { deleteDocument, retryDocument, type DocumentRecord } from "./documents";
import { uploadDocument } from "./upload-document";
import type { Documents } from "./use-documents";

interface Props extends Documents {
  workspaceId: string;
}

export function DocumentPanel({ workspaceId, documents, error, expectChange }: Props) {
  const { rest } = useSystem();
  const [notice, setNotice] = useState<string>();

  async function run(work: () => Promise<unknown>) {
    setNotice(undefined);
    try {
      await work();
      expectChange();
    } catch (cause) {
      setNotice(explain(cause));
    }
  }

  async function upload(files: FileList | null) {
    for (const file of files ?? []) await run(() => uploadDocument(rest, workspaceId, file));
  }

  return (
    <section aria-labelledby="documents-heading" className="documents">
      <h2 id="documents-heading">Documents</h2>
      <label className="upload">
        Add documents
        <input type="file" multiple onChange={(event) => void upload(event.target.files)} />
      </label>
      {(notice ?? error) && <p role="alert">{notice ?? error}</p>}
      {documents?.length === 0 && <p className="hint">None yet. Add a PDF, Word, HTML, Markdown or text file.</p>}
      <ul>
        {documents?.map((document) => (
          <DocumentRow
            key={document.document_id}
            document={document}
            onDelete={() => void run(() => deleteDocument(rest, workspaceId, document.document_id))}
            onRetry={() => void run(() => retryDocument(rest, workspaceId, document.document_id))}
          />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  document: DocumentRecord;
  onDelete: () => void;
  onRetry: () => void;
}

function DocumentRow({ document, onDelete, onRetry }: RowProps) {
  const name = document.title || document.path;
  return (
    <li>
      <span className="document-name" title={document.path}>
        {name}
      </span>
      <span className={`status status-${document.status}`}>{document.status}</span>
      {document.status === "failed" && (
        <>
          <span className="reason">{document.reason}</span>
          <button type="button" onClick={onRetry} aria-label={`Try ${name} again`}>
            Try again
          </button>
        </>
      )}
      <button type="button" className="quiet" onClick={onDelete} aria-label={`Delete ${name}`}>
        ×
      </button>
    </li>
  );
}
