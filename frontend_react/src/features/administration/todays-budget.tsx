import type { DailyBudget } from "../../api/generated/administration";
import type { Usage } from "../../api/generated/figures";
import { t } from "../../i18n/catalogue";
import { inWords, tokensOf } from "./measures";

/** The used share of a user's daily budget, by the limit that is nearer. */
export function TodaysBudget({ today, budget }: { today: Usage; budget: DailyBudget }) {
  const tokens = tokensOf(today);
  const parts = [
    ...(budget.cost_usd > 0 ? [{ used: today.cost_usd, of: budget.cost_usd, by: "cost" as const }] : []),
    ...(budget.tokens > 0 ? [{ used: tokens, of: budget.tokens, by: "tokens" as const }] : []),
  ].sort((a, b) => b.used / b.of - a.used / a.of);
  const [nearest] = parts;
  if (!nearest) return <>{t("usage.tokens", { n: inWords(tokens, "tokens") })}</>;
  const isSpent = nearest.used >= nearest.of;
  return (
    <span className={isSpent ? "bad" : undefined}>
      {t("admin.ofBudget", { used: inWords(nearest.used, nearest.by), all: inWords(nearest.of, nearest.by) })}
      {nearest.by === "tokens" && ` ${t("admin.tokens").toLowerCase()}`}
      {isSpent && ` · ${t("admin.spent")}`}
    </span>
  );
}
