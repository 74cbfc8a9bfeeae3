import type { DayUsage } from "../../api/generated/administration";
import { currentLanguage, t } from "../../i18n/catalogue";
import { everyDay, inWords, measured, tokensOf, type Measure } from "./measures";

const WIDTH = 640;
const HEIGHT = 150;
const GAP = 0.22;

interface Props {
  since: string;
  days: DayUsage[];
  by: Measure;
}

/** A column for each day, and a table of the same figures for screen readers. */
export function DayChart({ since, days, by }: Props) {
  const all = everyDay(since);
  const known = new Map(days.map((day) => [day.day, measured(day, by)]));
  const most = Math.max(...known.values(), 0);
  const step = WIDTH / all.length;
  return (
    <figure className="day-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t(`admin.perDay.${by}`)} preserveAspectRatio="none">
        <path className="chart-line" d={`M0 0.5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {all.map((day, at) => {
          const value = known.get(day) ?? 0;
          const height = most === 0 ? 0 : Math.max((value / most) * HEIGHT, value > 0 ? 2 : 0);
          return (
            <rect key={day} className="chart-column" x={(at + GAP / 2) * step} width={step * (1 - GAP)} y={HEIGHT - height} height={height}>
              <title>{`${shortDay(day)}: ${inWords(value, by)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="chart-scale" aria-hidden="true">
        <span>{inWords(most, by)}</span>
        <span>0</span>
      </div>
      <div className="chart-days" aria-hidden="true">
        <span>{shortDay(since)}</span>
        <span>{shortDay(all.at(-1) ?? since)}</span>
      </div>
      <DayTable days={days} />
    </figure>
  );
}

function DayTable({ days }: { days: DayUsage[] }) {
  return (
    <details className="day-table">
      <summary>{t("admin.days")}</summary>
      <div className="wide" tabIndex={0} role="group" aria-label={t("admin.days")}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t("admin.day")}</th>
              <th scope="col">{t("admin.calls")}</th>
              <th scope="col">{t("admin.tokens")}</th>
              <th scope="col">{t("admin.cost")}</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, calls, usage }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day)}</th>
                <td>{inWords(calls, "calls")}</td>
                <td>{inWords(tokensOf(usage), "tokens")}</td>
                <td>{inWords(usage.cost_usd, "cost")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function shortDay(day: string): string {
  return new Date(day).toLocaleDateString(currentLanguage(), { day: "numeric", month: "short", timeZone: "UTC" });
}
