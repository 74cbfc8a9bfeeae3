import type { UsageLine } from "../../api/generated/account";
import { explain } from "../../api/problem";
import { useUsage } from "../../api/usage";
import { currentLanguage, t, tn } from "../../i18n/catalogue";
import { dollars } from "../../ui/figures";

/** What the user's questions used in the last 30 days, per day and per model. */
export function UsageChart() {
  const { data, error } = useUsage();
  return (
    <section className="panel" aria-labelledby="usage-heading">
      <h2 id="usage-heading">{t("usage")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {data && (
        <>
          <p className="big-number">
            <strong>{dollars(data.total.cost_usd)}</strong>{" "}
            {t("usage.tokens", { n: (data.total.input_tokens + data.total.output_tokens).toLocaleString(currentLanguage()) })}
          </p>
          {data.lines.length > 0 ? <Days lines={data.lines} /> : <p className="hint">{t("usage.none")}</p>}
          <Models lines={data.lines} />
        </>
      )}
    </section>
  );
}

const tokensOf = ({ usage }: UsageLine) => usage.input_tokens + usage.output_tokens;

function Days({ lines }: { lines: UsageLine[] }) {
  const days = summed(lines, ({ day }) => day).sort(([a], [b]) => (a < b ? -1 : 1));
  const most = Math.max(...days.map(([, tokens]) => tokens), 1);
  return (
    <ol className="usage-days" aria-label={t("usage.perDay")}>
      {days.map(([day, tokens]) => (
        <li key={day} title={`${day}: ${tokens.toLocaleString(currentLanguage())}`}>
          <span className="usage-bar" style={{ height: `${Math.max(2, (100 * tokens) / most)}%` }} />
          <span className="usage-day">
            {new Date(day).toLocaleDateString(currentLanguage(), { day: "numeric", month: "short" })}
            <span className="unseen">: {tokens.toLocaleString(currentLanguage())}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Models({ lines }: { lines: UsageLine[] }) {
  if (lines.length === 0) return null;
  const calls = new Map(summed(lines, ({ model_id }) => model_id, (line) => line.calls));
  const costs = new Map(summed(lines, ({ model_id }) => model_id, ({ usage }) => usage.cost_usd));
  return (
    <table className="figures">
      <caption className="unseen">{t("usage.perModel")}</caption>
      <tbody>
        {summed(lines, ({ model_id }) => model_id).map(([model, tokens]) => (
          <tr key={model}>
            <th scope="row">{model}</th>
            <td>{tn("usage.calls", calls.get(model) ?? 0)}</td>
            <td>{t("usage.tokens", { n: tokens.toLocaleString(currentLanguage()) })}</td>
            <td>{dollars(costs.get(model) ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Sums of the lines by a name. */
function summed(lines: UsageLine[], nameOf: (line: UsageLine) => string, valueOf = tokensOf): [string, number][] {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(nameOf(line), (sums.get(nameOf(line)) ?? 0) + valueOf(line));
  return [...sums];
}
