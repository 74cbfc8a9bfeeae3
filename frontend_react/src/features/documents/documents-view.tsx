import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { deleteDocument, retryDocument } from "../../api/documents";
import type { Document } from "../../api/generated/documents";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { documentsKey, useDocumentsSoFar } from "../../api/use-documents";
import { t, tn } from "../../i18n/catalogue";
import { Drawer } from "../../ui/drawer";
import { UndoBar } from "../../ui/undo-bar";
import { usePendingDeletion } from "../../ui/use-pending-deletion";
import { DocumentDetail } from "./document-detail";
import { arranged, nameOf, type Order } from "./document-order";
import { DocumentTable } from "./document-table";
import { DropZone } from "./drop-zone";
import { UploadList } from "./upload-list";
import { useUploadQueue } from "./use-upload-queue";

interface Props {
  workspaceId: string;
  /** Shows the text of a document. */
  reading: (document: Document) => ReactNode;
}

/** A workspace's documents: the list, the progress of each one, and uploads. */
export function DocumentsView({ workspaceId, reading }: Props) {
  const { documents: data, isWhole, error } = useDocumentsSoFar(workspaceId);
  const uploads = useUploadQueue(workspaceId);
  const { retry, deletion, failure } = useChanges(workspaceId);
  const [wanted, setWanted] = useState("");
  const [order, setOrder] = useState<Order>({ by: "updated", isDescending: true });
  const [openId, setOpenId] = useState<string>();
  const words = useDeferredValue(wanted);
  const { pending } = deletion;
  const shown = useMemo(
    () => arranged((data ?? []).filter(({ document_id }) => document_id !== pending?.document_id), words, order),
    [data, pending, words, order],
  );
  const opened = data?.find(({ document_id }) => document_id === openId);
  return (
    <>
      <DropZone onFiles={(files) => uploads.queue.add(files)} />
      <UploadList {...uploads} />
      {(error ?? failure) !== null && <p role="alert">{explain(error ?? failure)}</p>}
      <div className="document-tools">
        <input
          type="search"
          aria-label={t("documents.search")}
          placeholder={t("documents.search")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span role="status">
          {data && tn("documents.count", shown.length)}
          {isWhole ? "" : ` ${t("loading")}`}
        </span>
      </div>
      {data?.length === 0 && <p className="hint">{t("documents.none")}</p>}
      {data && data.length > 0 && (
        <DocumentTable
          documents={shown}
          order={order}
          onOrder={setOrder}
          onOpen={({ document_id }) => setOpenId(document_id)}
          onRetry={retry}
          onDelete={deletion.schedule}
        />
      )}
      <Drawer
        title={t("documents.detail")}
        side="right"
        open={opened !== undefined}
        onOpenChange={() => setOpenId(undefined)}
      >
        {opened && <DocumentDetail document={opened}>{reading(opened)}</DocumentDetail>}
      </Drawer>
      {pending && (
        <UndoBar
          key={pending.document_id}
          text={t("documents.deleted", { name: nameOf(pending) })}
          onUndo={deletion.undo}
          onOver={() => deletion.carryOut(pending)}
        />
      )}
    </>
  );
}

function useChanges(workspaceId: string) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: documentsKey(workspaceId) });
  const retry = useMutation({
    mutationFn: ({ document_id }: Document) => retryDocument(rest, workspaceId, document_id),
    onSettled,
  });
  const removal = useMutation({
    mutationFn: ({ document_id }: Document) => deleteDocument(rest, workspaceId, document_id),
    onSettled,
  });
  const deletion = usePendingDeletion<Document>((document) =>
    removal.mutateAsync(document).then(
      () => undefined,
      () => undefined,
    ),
  );
  return { retry: (document: Document) => retry.mutate(document), deletion, failure: retry.error ?? removal.error };
}
