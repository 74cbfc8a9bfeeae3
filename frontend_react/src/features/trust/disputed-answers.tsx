import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { messagesQuery, useConversations } from "../../api/conversations";
import type { SessionMessage } from "../../api/generated/sessions";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { outcomeWords } from "../../i18n/contract-words";

/** Conversations that are looked through. */
const LATEST = 12;
const MOST_SHOWN = 6;

interface DisputedAnswer {
  sessionId: string;
  runId: string;
  question: string;
  label: string;
  /** What other models or documents say instead. */
  instead: string[];
}

/** Answers of the latest conversations that models or documents contest, with links to them. */
export function DisputedAnswers({ workspaceId }: { workspaceId: string }) {
  const { disputed, isPending, error } = useDisputed(workspaceId);
  return (
    <section className="panel" aria-labelledby="disputed-heading">
      <h2 id="disputed-heading">{t("trust.disputed")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {disputed.length === 0 && !error && (
        <p className="hint">{isPending ? t("loading") : t("trust.disputedNone", { n: LATEST })}</p>
      )}
      <ul className="disputed-answers">
        {disputed.slice(0, MOST_SHOWN).map(({ sessionId, runId, question, label, instead }) => (
          <li key={runId}>
            <Link
              to="/w/$workspace/c/$conversation"
              params={{ workspace: workspaceId, conversation: sessionId }}
              search={{ turn: runId }}
            >
              {question}
            </Link>
            <small>{[label, ...instead.slice(0, 1)].join(" · ")}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useDisputed(workspaceId: string) {
  const { rest } = useSystem();
  const conversations = useConversations(workspaceId);
  const latest = conversations.data?.slice(0, LATEST) ?? [];
  return useQueries({
    queries: latest.map(({ session_id }) => messagesQuery(rest, session_id)),
    combine: (results) => ({
      disputed: results.flatMap(({ data }, index) => disputedIn(latest[index]?.session_id ?? "", data ?? [])),
      isPending: conversations.isPending || results.some((result) => result.isPending),
      error: conversations.error ?? results.find((result) => result.error)?.error,
    }),
  });
}

/** The contested answers of a conversation, newest first. */
function disputedIn(sessionId: string, messages: SessionMessage[]): DisputedAnswer[] {
  const questions = new Map(messages.filter(({ role }) => role === "user").map(({ run_id, text }) => [run_id, text]));
  return messages
    .flatMap(({ run_id, answer }): DisputedAnswer[] => {
      if (!answer || (answer.outcome !== "disputed" && answer.disputed.length === 0)) return [];
      const { label } = outcomeWords(answer.outcome);
      return [{ sessionId, runId: run_id, question: questions.get(run_id) ?? label, label, instead: answer.disputed }];
    })
    .reverse();
}
