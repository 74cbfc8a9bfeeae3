import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { Document } from "../../api/generated/documents";
import { t } from "../../i18n/catalogue";
import type { Column, Order } from "./document-order";
import { DocumentRow, type RowActions } from "./document-row";

interface Props extends RowActions {
  documents: Document[];
  order: Order;
  onOrder: (order: Order) => void;
}

const COLUMNS: Column[] = ["name", "type", "status", "size", "passages", "updated"];
const ROW_PX = 56;
const SPARE_ROWS = 8;

/** A virtual table: only visible rows are rendered, because a workspace may hold thousands of documents. */
export function DocumentTable({ documents, order, onOrder, ...actions }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: SPARE_ROWS,
    getItemKey: (index) => documents[index]?.document_id ?? index,
  });
  return (
    <div ref={scroller} className="document-scroller" tabIndex={0} role="region" aria-label={t("documents")}>
      <div role="table" className="document-table" aria-label={t("documents")} aria-rowcount={documents.length + 1}>
        <div role="row" className="document-head" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <ColumnHead key={column} column={column} order={order} onOrder={onOrder} />
          ))}
          <span role="columnheader" className="unseen">
            {t("documents.actions")}
          </span>
        </div>
        <div role="rowgroup" className="document-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const document = documents[index];
            return document && <DocumentRow key={key} document={document} index={index} top={start} {...actions} />;
          })}
        </div>
      </div>
    </div>
  );
}

function ColumnHead({ column, order, onOrder }: { column: Column } & Pick<Props, "order" | "onOrder">) {
  const isBy = order.by === column;
  const direction = order.isDescending ? "descending" : "ascending";
  return (
    <span role="columnheader" className={`column-${column}`} aria-sort={isBy ? direction : "none"}>
      <button
        type="button"
        className="column-head"
        onClick={() => onOrder({ by: column, isDescending: isBy ? !order.isDescending : false })}
      >
        {t(`documents.${column}`)} <span aria-hidden>{isBy ? (order.isDescending ? "↓" : "↑") : ""}</span>
      </button>
    </span>
  );
}
