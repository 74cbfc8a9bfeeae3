import { usePeople } from "../../api/people";
import { t } from "../../i18n/catalogue";

/** In place of the question box: whose conversation it is, and that only they go on with it. */
export function SharedNote({ workspaceId, sharedBy }: { workspaceId: string; sharedBy: string }) {
  const name = usePeople(workspaceId)?.get(sharedBy) || t("share.member");
  return <p className="shared-note">{t("share.note", { name })}</p>;
}
