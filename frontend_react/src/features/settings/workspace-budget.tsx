import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { Workspace, WorkspaceBudget as Budget } from "../../api/generated/workspaces";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { useBudget } from "../../api/trust";
import { changeWorkspace } from "../../api/workspaces";
import { currentLanguage, t } from "../../i18n/catalogue";
import { dateAndTime } from "../../ui/dates";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { dollars } from "../../ui/figures";

/** What all members together may use per day, and have used today; the owner sets it. */
export function WorkspaceBudget({ workspace }: { workspace: Workspace }) {
  const { data, error } = useBudget(workspace.workspace_id);
  return (
    <section className="panel budget" aria-labelledby="budget-heading">
      <h2 id="budget-heading">{t("budget")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {data && <Used budget={data} />}
      {workspace.is_own && <Limits key={workspace.revision} workspace={workspace} />}
      <p className="hint">{t("budget.hint")}</p>
    </section>
  );
}

function Used({ budget }: { budget: Budget }) {
  const { used, daily_cost_usd, daily_tokens, reset_at } = budget;
  const count = (n: number) => n.toLocaleString(currentLanguage());
  const tokens = used.input_tokens + used.output_tokens;
  const rows = [
    { limit: daily_cost_usd, value: used.cost_usd, words: [dollars(used.cost_usd), dollars(daily_cost_usd)] },
    { limit: daily_tokens, value: tokens, words: [count(tokens), t("usage.tokens", { n: count(daily_tokens) })] },
  ].filter(({ limit }) => limit > 0);
  if (rows.length === 0) return <p>{t("budget.none", { cost: dollars(used.cost_usd), tokens: count(tokens) })}</p>;
  const isSpent = rows.some(({ limit, value }) => value >= limit);
  return (
    <>
      {rows.map(({ limit, value, words: [part, whole] }) => (
        <p key={whole} className="budget-used">
          {t("budget.used", { used: part ?? "", all: whole ?? "" })}
          <progress max={limit} value={Math.min(value, limit)} aria-label={whole ?? ""} />
        </p>
      ))}
      {isSpent && (
        <p role="status" className="bad">
          {t("budget.spent", { time: dateAndTime(reset_at) })}
        </p>
      )}
    </>
  );
}

function Limits({ workspace }: { workspace: Workspace }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const [cost, setCost] = useState(String(workspace.daily_cost_usd));
  const [tokens, setTokens] = useState(String(workspace.daily_tokens));
  const wanted = { daily_cost_usd: Number(cost || 0), daily_tokens: Number(tokens || 0) };
  const isValid = wanted.daily_cost_usd >= 0 && wanted.daily_tokens >= 0 && Number.isInteger(wanted.daily_tokens);
  const isChanged =
    wanted.daily_cost_usd !== workspace.daily_cost_usd || wanted.daily_tokens !== workspace.daily_tokens;
  const saving = useMutation({
    mutationFn: () => changeWorkspace(rest, workspace.workspace_id, { ...wanted, revision: workspace.revision }),
    onSuccess: (changed) => {
      queries.setQueryData(["workspace", workspace.workspace_id], changed);
      return queries.invalidateQueries({ queryKey: ["budget", workspace.workspace_id] });
    },
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (isValid && isChanged) saving.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Field label={t("budget.cost")}>
        <input type="number" min={0} step="any" value={cost} onChange={(event) => setCost(event.target.value)} />
      </Field>
      <Field label={t("budget.tokens")}>
        <input type="number" min={0} step={1} value={tokens} onChange={(event) => setTokens(event.target.value)} />
      </Field>
      <Button kind="primary" type="submit" disabled={!isValid || !isChanged || saving.isPending}>
        {t("save")}
      </Button>
      {saving.error && <p role="alert">{explain(saving.error)}</p>}
    </form>
  );
}
