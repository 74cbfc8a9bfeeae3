import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { conversationsKey, renameConversation } from "../../api/conversations";
import { MAX_TITLE_CHARS, type SessionSummary } from "../../api/generated/sessions";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";

/** A conversation's new title: Enter keeps it, Escape leaves the old one. */
export function TitleForm({ session, onEnd }: { session: SessionSummary; onEnd: () => void }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const [title, setTitle] = useState(session.title);
  const field = useRef<HTMLInputElement>(null);
  const renaming = useMutation({
    mutationFn: () => renameConversation(rest, session.session_id, title),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: conversationsKey });
      onEnd();
    },
  });
  useEffect(() => {
    // The menu gives its focus back first.
    const timer = setTimeout(() => field.current?.select());
    return () => clearTimeout(timer);
  }, []);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (title.trim() === "" || title === session.title) onEnd();
    else renaming.mutate();
  }

  return (
    <li className="conversation-item">
      <form onSubmit={submit}>
        <input
          ref={field}
          aria-label={t("rename.label", { title: session.title })}
          value={title}
          maxLength={MAX_TITLE_CHARS}
          onChange={(event) => setTitle(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onEnd()}
        />
        {renaming.error && <p role="alert">{explain(renaming.error)}</p>}
      </form>
    </li>
  );
}
