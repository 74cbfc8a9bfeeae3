import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { conversationsKey, shareConversation, useConversations } from "../../api/conversations";
import { explain } from "../../api/problem";
import { useWorkspace } from "../../api/queries";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Modal } from "../../ui/modal";
import type { ConversationIds } from "./conversation-ids";

interface Props extends ConversationIds {
  runId: string;
  open: boolean;
  onClose: () => void;
}

/** Shares a conversation with the members of its workspace, copies the link to an answer, and says who can open it. */
export default function ShareDialog({ workspaceId, sessionId, runId, open, onClose }: Props) {
  const name = useWorkspace(workspaceId).data?.name ?? "";
  const { isShared, share } = useSharing(workspaceId, sessionId);
  const [copied, setCopied] = useState(false);
  const link = `${location.origin}/w/${workspaceId}/c/${sessionId}?turn=${encodeURIComponent(runId)}`;
  async function copy() {
    await share.mutateAsync(true);
    await navigator.clipboard.writeText(link);
    setCopied(true);
  }
  function stop() {
    setCopied(false);
    share.mutate(false);
  }
  return (
    <Modal title={t("share.title")} hint={t("share.who", { name })} open={open} onClose={onClose}>
      <input className="share-link" aria-label={t("share.link")} readOnly value={link} onFocus={(event) => event.target.select()} />
      <p role="status" className="hint">
        {copied ? t("share.copied") : isShared ? t("share.on") : t("share.off")}
      </p>
      {share.error && <p role="alert">{explain(share.error)}</p>}
      <div className="share-actions">
        {isShared && (
          <Button kind="quiet" disabled={share.isPending} onClick={stop}>
            {t("share.stop")}
          </Button>
        )}
        <Button onClick={onClose}>{t("close")}</Button>
        <Button kind="primary" disabled={share.isPending} onClick={() => void copy().catch(() => undefined)}>
          {t("share.copy")}
        </Button>
      </div>
    </Modal>
  );
}

function useSharing(workspaceId: string, sessionId: string) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const { data } = useConversations(workspaceId);
  const share = useMutation({
    mutationFn: (isShared: boolean) => shareConversation(rest, sessionId, isShared),
    onSuccess: () => queries.invalidateQueries({ queryKey: conversationsKey }),
  });
  return { isShared: data?.find((each) => each.session_id === sessionId)?.is_shared ?? false, share };
}
