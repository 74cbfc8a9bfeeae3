import type { ReactNode } from "react";
import { t } from "../../i18n/catalogue";
import { Breakable } from "../../ui/breakable";
import { inWords, measured, tokensOf, type Measure, type Used } from "./measures";

export interface Line extends Used {
  name: string;
  /** Shown instead of the name, and after the figures. */
  shown?: ReactNode;
  further?: ReactNode;
}

interface Props {
  caption: string;
  /** Headings of the names and of the last column. */
  heading: string;
  further?: string;
  lines: Line[];
  by: Measure;
}

/** A table of names and figures, with bars relative to the largest figure. */
export function ShareTable({ caption, heading, further, lines, by }: Props) {
  const most = Math.max(...lines.map((line) => measured(line, by)), 0);
  return (
    <div className="wide" tabIndex={0} role="group" aria-label={caption}>
      <table className="figures share-table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <td aria-hidden="true" />
            <th scope="col">{t("admin.calls")}</th>
            <th scope="col">{t("admin.tokens")}</th>
            <th scope="col">{t("admin.cost")}</th>
            {further && <th scope="col">{further}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.shown ?? <Breakable name={line.name} />}</th>
              <td aria-hidden="true">
                <Bar share={most === 0 ? 0 : measured(line, by) / most} />
              </td>
              <td>{inWords(line.calls, "calls")}</td>
              <td>{inWords(tokensOf(line.usage), "tokens")}</td>
              <td>{inWords(line.usage.cost_usd, "cost")}</td>
              {further && <td>{line.further}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <svg className="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none">
      <rect className="share-rest" width="100" height="8" rx="1" />
      <rect className="chart-column" width={Math.max(share * 100, share > 0 ? 1 : 0)} height="8" rx="1" />
    </svg>
  );
}
