import type { ClaimRow, ModelStance } from "../../api/generated/answers";
import { t, tn } from "../../i18n/catalogue";
import { stanceWords, verdictWords } from "../../i18n/contract-words";
import { inOneLine } from "../../ui/passage-location";
import { isContested, isOther } from "./contested-claims";

interface Props {
  claims: ClaimRow[];
  disputed: string[];
}

const SIGNS: Record<ModelStance["stance"], string> = { says: "✓", says_otherwise: "✗", denies: "✗", silent: "–" };

/** Each claim with the documents' own words, and what each model says about it. */
export function ClaimMatrix({ claims, disputed }: Props) {
  const models = claims[0]?.models.map((stand) => stand.model_id) ?? [];
  if (claims.length === 0 || models.length === 0) return null;
  const contested = claims.filter(isContested).length;
  return (
    <details className="matrix" open={contested > 0}>
      <summary>
        {t("matrix")}: {tn("claims", claims.length)}, {tn("models", models.length)}
        {contested > 0 && <strong>, {t("matrix.contested", { n: contested })}</strong>}
      </summary>
      {/* Explicit roles, because on a narrow screen the rows are laid out as cards. */}
      <div className="wide" role="region" aria-label={t("matrix")} tabIndex={0}>
        <table role="table">
          <caption className="unseen">{t("matrix.caption")}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {[t("matrix.claim"), t("matrix.documents"), ...models].map((name) => (
                <th key={name} role="columnheader" scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {claims.map((row) => (
              <MatrixRow key={row.claim} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <Disputed claims={disputed} />
    </details>
  );
}

function MatrixRow({ row }: { row: ClaimRow }) {
  return (
    <tr role="row" className={`row-${row.verdict}${isContested(row) ? " contested" : ""}`}>
      <th role="rowheader" scope="row">
        {inOneLine(row.claim)}
      </th>
      <td role="cell" data-column={t("matrix.documents")} className={`verdict-${row.verdict}`}>
        <span>{verdictWords(row.verdict).label}</span>
        {row.evidence && <q>{inOneLine(row.evidence)}</q>}
      </td>
      {row.models.map((stand) => (
        <td key={stand.model_id} role="cell" data-column={stand.model_id} className={`stance-${stand.stance}`}>
          <span aria-hidden="true">{SIGNS[stand.stance]}</span> {stanceWords(stand.stance).label}
          {isOther(stand) && stand.value && <strong className="other-value">{stand.value}</strong>}
          {isShort(stand, row) && <span className="same-value">{stand.value}</span>}
        </td>
      ))}
    </tr>
  );
}

function Disputed({ claims }: { claims: string[] }) {
  if (claims.length === 0) return null;
  return (
    <>
      <h3>{t("matrix.instead")}</h3>
      <ul className="disputed">
        {claims.map((claim, index) => (
          <li key={index}>{claim}</li>
        ))}
      </ul>
    </>
  );
}

/** A value such as "75 euros" is shown in its cell; a whole sentence is in the row's header already. */
function isShort({ stance, value }: ModelStance, { claim }: ClaimRow): boolean {
  return stance === "says" && value !== "" && value.length <= 24 && value !== claim;
}
