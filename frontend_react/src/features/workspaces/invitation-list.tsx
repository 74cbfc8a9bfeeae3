import { useMutation, useQueryClient } from "@tanstack/react-query";
import { explain } from "../../api/problem";
import { useInvitations } from "../../api/queries";
import { useSystem } from "../../api/system";
import { acceptInvitation, declineInvitation } from "../../api/workspaces";
import { t, tn } from "../../i18n/catalogue";
import { shortDate } from "../../ui/dates";
import { Button } from "../../ui/button";

/** Invitations to the workspaces of others; nothing of these is shown before the user accepts. */
export function InvitationList({ onAccepted }: { onAccepted: (workspaceId: string) => void }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const { data } = useInvitations();
  const answer = useMutation({
    mutationFn: async ({ id, accept }: { id: string; accept: boolean }) => {
      await (accept ? acceptInvitation(rest, id) : declineInvitation(rest, id));
    },
    onSuccess: async (_answer, { id, accept }) => {
      await queries.invalidateQueries({ queryKey: ["workspaces"] });
      if (accept) onAccepted(id);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
  });

  if (!data?.length && !answer.error) return null;
  return (
    <details className="invitations">
      <summary>{tn("invitations", data?.length ?? 0)}</summary>
      <ul>
        {data?.map(({ workspace_id: id, name, owner, owner_email, until }) => (
          <li key={id}>
            <span>{t("workspace.shared", { name, owner: owner_email || owner })}</span>
            {until && <small>{t("invitations.until", { day: shortDate(until) })}</small>}
            <Button onClick={() => answer.mutate({ id, accept: true })}>{t("accept")}</Button>
            <Button kind="quiet" onClick={() => answer.mutate({ id, accept: false })}>
              {t("decline")}
            </Button>
          </li>
        ))}
      </ul>
      {answer.error && <p role="alert">{explain(answer.error)}</p>}
    </details>
  );
}
