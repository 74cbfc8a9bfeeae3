import { getWholeSession } from "../../api/conversations";
import type { Session } from "../../api/generated/sessions";
import type { RestClient } from "../../api/rest-client";
import { asMarkdown, download } from "./answer-export";
import { keptTurns } from "./turn";

/** Downloads a conversation with all its turns, whether they are shown or not. */
export async function exportConversation(rest: RestClient, sessionId: string, kind: "md" | "json"): Promise<void> {
  const session = await getWholeSession(rest, sessionId);
  const [text, type] =
    kind === "md" ? [conversationMarkdown(session), "text/markdown"] : [`${JSON.stringify(session, null, 2)}\n`, "application/json"];
  download(`quorum-${sessionId}.${kind}`, text, type);
}

function conversationMarkdown(session: Session): string {
  const turns = keptTurns(session);
  const parts = turns.map(({ question, answer, text }) =>
    answer ? asMarkdown(question, answer, "##") : `## ${question}\n\n${text}\n`,
  );
  return [`# ${turns[0]?.question ?? ""}\n`, ...parts].join("\n");
}
