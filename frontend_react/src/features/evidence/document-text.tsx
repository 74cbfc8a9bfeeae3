import { useEffect, useRef } from "react";
import { t } from "../../i18n/catalogue";
import type { Block, Piece } from "./text-blocks";

interface Props {
  blocks: Block[];
  /** A whole passage is marked at its edge; quoted words are highlighted. */
  isPassage?: boolean;
  hasMore: boolean;
}

/** A document's text, scrolled to the quoted words or the passage. */
export function DocumentText({ blocks, isPassage = false, hasMore }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scroller.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [blocks]);
  return (
    <div ref={scroller} className={isPassage ? "evidence-text evidence-passage" : "evidence-text"} tabIndex={0} role="region" aria-label={t("evidence.text")}>
      {blocks.map((block, index) => (
        <div key={block.start}>
          {block.page !== null && block.page !== blocks[index - 1]?.page && (
            <p className="page-mark">{t("location.page", { n: block.page })}</p>
          )}
          <BlockView block={block} />
        </div>
      ))}
      {hasMore && <p className="hint">{t("evidence.more")}</p>}
    </div>
  );
}

function BlockView({ block: { kind, rows } }: { block: Block }) {
  if (kind === "table") return <TableView rows={rows} />;
  const words = rows[0]?.[0] ?? [];
  return kind === "heading" ? (
    <h3>
      <Words pieces={words} />
    </h3>
  ) : (
    <p className={kind}>
      <Words pieces={words} />
    </p>
  );
}

function TableView({ rows: [head, ...rows] }: { rows: Piece[][][] }) {
  return (
    <div className="wide" role="region" aria-label={t("evidence.table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head?.map((cell, index) => (
              <th key={index} scope="col">
                <Words pieces={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) => (
                <td key={index}>
                  <Words pieces={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, isQuoted }, index) => (isQuoted ? <mark key={index}>{text}</mark> : text));
}
