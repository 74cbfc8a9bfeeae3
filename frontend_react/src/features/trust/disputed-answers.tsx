import { Link } from "@tanstack/react-router";
import { explain } from "../../api/problem";
import { useDisputes } from "../../api/trust";
import { t } from "../../i18n/catalogue";
import { outcomeWords } from "../../i18n/contract-words";

const MOST_SHOWN = 6;

/** The user's latest answers that models or documents dispute, with links to them. */
export function DisputedAnswers({ workspaceId }: { workspaceId: string }) {
  const { data, error } = useDisputes(workspaceId);
  return (
    <section className="panel" aria-labelledby="disputed-heading">
      <h2 id="disputed-heading">{t("trust.disputed")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {!data && !error && <p className="hint">{t("loading")}</p>}
      {data?.disputes.length === 0 && <p className="hint">{t("trust.disputedNone", { n: data.looked_through })}</p>}
      <ul className="disputed-answers">
        {data?.disputes.slice(0, MOST_SHOWN).map(({ session_id, run_id, question, outcome, disputed }) => (
          <li key={run_id}>
            <Link
              to="/w/$workspace/c/$conversation"
              params={{ workspace: workspaceId, conversation: session_id }}
              search={{ turn: run_id }}
            >
              {question || outcomeWords(outcome).label}
            </Link>
            <small>{[outcomeWords(outcome).label, ...disputed.slice(0, 1)].join(" · ")}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
