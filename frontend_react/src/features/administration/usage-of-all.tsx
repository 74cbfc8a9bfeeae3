import { useState } from "react";
import type { AllUsage } from "../../api/generated/administration";
import { useAllUsage } from "../../api/administration";
import { explain } from "../../api/problem";
import { currentLanguage, t, tn } from "../../i18n/catalogue";
import { Breakable } from "../../ui/breakable";
import { dollars } from "../../ui/figures";
import { DayChart } from "./day-chart";
import { MEASURES, tokensOf, type Measure } from "./measures";
import { ShareTable } from "./share-table";
import { TodaysBudget } from "./todays-budget";

const PERIODS = [7, 30, 90];

/** The usage of all users by day, model and user, with each user's share of today's budget. */
export function UsageOfAll({ ownId }: { ownId: string }) {
  const [days, setDays] = useState(30);
  const [wanted, setWanted] = useState<Measure>();
  const { data, error } = useAllUsage(daysAgo(days));
  // Local models cost nothing, so tokens are shown first if nothing was paid.
  const by = wanted ?? (data && data.total.cost_usd === 0 ? "tokens" : "cost");
  return (
    <section className="panel usage-of-all" aria-labelledby="all-usage-heading">
      <div className="panel-head">
        <h2 id="all-usage-heading">{t("admin.usage")}</h2>
        <Choice label={t("admin.measure")} of={MEASURES} chosen={by} words={(each) => t(`admin.${each}`)} onChoose={setWanted} />
        <Choice label={t("admin.period")} of={PERIODS} chosen={days} words={(each) => tn("admin.lastDays", each)} onChoose={setDays} />
      </div>
      {error && <p role="alert">{explain(error)}</p>}
      {data && (
        <>
          <p className="big-number">
            <strong>{dollars(data.total.cost_usd)}</strong>{" "}
            {t("usage.tokens", { n: tokensOf(data.total).toLocaleString(currentLanguage()) })} · {tn("usage.calls", data.calls)}
          </p>
          {data.calls === 0 ? <p className="hint">{t("usage.none")}</p> : <Parts usage={data} by={by} ownId={ownId} />}
        </>
      )}
    </section>
  );
}

function Parts({ usage, by, ownId }: { usage: AllUsage; by: Measure; ownId: string }) {
  const users = usage.users.map(({ today, ...each }) => ({
    ...each,
    name: each.user_id,
    shown: (
      <>
        {each.email === "" ? <code>{each.user_id}</code> : <span title={each.user_id}><Breakable name={each.email} /></span>}{" "}
        {each.user_id === ownId && <small>{t("you")}</small>}
      </>
    ),
    further: <TodaysBudget today={today} budget={usage.budget} />,
  }));
  return (
    <>
      <DayChart since={usage.since} days={usage.days} by={by} />
      <h3>{t("admin.models")}</h3>
      <ShareTable
        caption={t("admin.models")}
        heading={t("admin.model")}
        lines={usage.models.map((each) => ({ ...each, name: each.model_id }))}
        by={by}
      />
      <h3>{t("admin.users")}</h3>
      <ShareTable caption={t("admin.users")} heading={t("admin.user")} further={t("admin.today")} lines={users} by={by} />
      {usage.further_users > 0 && <p className="hint">{tn("admin.further", usage.further_users)}</p>}
      {usage.budget.tokens === 0 && usage.budget.cost_usd === 0 && <p className="hint">{t("admin.noBudget")}</p>}
    </>
  );
}

interface ChoiceProps<T> {
  label: string;
  of: readonly T[];
  chosen: T;
  words: (each: T) => string;
  onChoose: (each: T) => void;
}

function Choice<T extends string | number>({ label, of, chosen, words, onChoose }: ChoiceProps<T>) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {of.map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => onChoose(each)}>
          {words(each)}
        </button>
      ))}
    </div>
  );
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
