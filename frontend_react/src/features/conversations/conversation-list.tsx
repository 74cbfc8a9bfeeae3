import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { conversationsKey, deleteConversation, useConversations } from "../../api/conversations";
import type { SessionSummary } from "../../api/generated/sessions";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { UndoBar } from "../../ui/undo-bar";
import { usePendingDeletion, type PendingDeletion } from "../../ui/use-pending-deletion";
import { ConversationItem } from "./conversation-item";
import { dayGroups } from "./day-groups";

interface Props {
  workspaceId: string;
  /** The conversation that is open. */
  selected: string | undefined;
  /** The user opened a conversation. */
  onGone: () => void;
}

const WORTH_A_SEARCH = 6;

/** Earlier conversations by day, to search, rename and delete. */
export function ConversationList({ workspaceId, selected, onGone }: Props) {
  const { data, error } = useConversations(workspaceId);
  const [wanted, setWanted] = useState("");
  const { pending, schedule, carryOut, undo, failure } = useDeletion(workspaceId, selected);
  const shown = data?.filter(
    ({ session_id, title }) => session_id !== pending?.session_id && title.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <nav className="conversations" aria-label={t("conversations")}>
      {(data?.length ?? 0) >= WORTH_A_SEARCH && (
        <input
          type="search"
          className="conversation-search"
          aria-label={t("conversations.search")}
          placeholder={t("conversations.search")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      {(error ?? failure) !== null && <p role="alert">{explain(error ?? failure)}</p>}
      {wanted !== "" && shown?.length === 0 && <p className="hint">{t("conversations.none")}</p>}
      {dayGroups(shown ?? [], new Date()).map((group) => (
        <section key={group.name}>
          <h2>{group.name}</h2>
          <ul>
            {group.sessions.map((session) => (
              <ConversationItem
                key={session.session_id}
                session={session}
                isOpen={session.session_id === selected}
                onGone={onGone}
                onDelete={() => schedule(session)}
              />
            ))}
          </ul>
        </section>
      ))}
      {pending && (
        <UndoBar
          key={pending.session_id}
          text={t("conversations.deleted", { title: pending.title })}
          onUndo={undo}
          onOver={() => carryOut(pending)}
        />
      )}
    </nav>
  );
}

/** Deletes a conversation after a moment in which the user can undo it. */
function useDeletion(workspaceId: string, selected: string | undefined): PendingDeletion<SessionSummary> & { failure: unknown } {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutateAsync, error } = useMutation({
    mutationFn: ({ session_id }: SessionSummary) => deleteConversation(rest, session_id),
    onSettled: () => queries.invalidateQueries({ queryKey: conversationsKey }),
  });
  const deletion = usePendingDeletion<SessionSummary>((session) => mutateAsync(session).catch(() => undefined));
  const schedule = (session: SessionSummary) => {
    deletion.schedule(session);
    if (session.session_id === selected) {
      void navigate({ to: "/w/$workspace", params: { workspace: workspaceId } });
    }
  };
  return { ...deletion, schedule, failure: error };
}
