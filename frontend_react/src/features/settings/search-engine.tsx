import type { Workspace } from "../../api/generated/workspaces";
import { t } from "../../i18n/catalogue";

/** The search engine and encoder of the workspace, and the progress of a move to others. */
export function SearchEngine({ workspace: { engine, encoder, moving } }: { workspace: Workspace }) {
  return (
    <section className="panel" aria-labelledby="engine-heading">
      <h2 id="engine-heading">{t("engine")}</h2>
      <dl className="facts">
        <div>
          <dt>{t("engine.engine")}</dt>
          <dd>{engine}</dd>
        </div>
        <div>
          <dt>{t("engine.encoder")}</dt>
          <dd>{encoder}</dd>
        </div>
      </dl>
      {moving && (
        <>
          <p role="status">
            {t("engine.moving", { engine: moving.engine, encoder: moving.encoder, copied: moving.copied, total: moving.total })}
          </p>
          <progress max={moving.total} value={moving.copied} aria-label={t("engine.progress")} />
        </>
      )}
      <p className="hint">{t("engine.hint")}</p>
    </section>
  );
}
