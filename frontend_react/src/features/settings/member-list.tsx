import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import type { Workspace } from "../../api/generated/workspaces";
import { usePeople } from "../../api/people";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { inviteMember, removeMember } from "../../api/workspaces";
import { t } from "../../i18n/catalogue";
import { shortDate } from "../../ui/dates";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";

interface Props {
  workspace: Workspace;
  /** Who is signed in. */
  user: { id: string; name: string };
}

/** Who may read and ask; the owner invites and removes. */
export function MemberList({ workspace, user: me }: Props) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const people = usePeople(workspace.workspace_id);
  const [user, setUser] = useState("");
  const key = ["workspace", workspace.workspace_id];
  const change = useMutation({
    mutationFn: ({ id, isWanted }: { id: string; isWanted: boolean }) =>
      (isWanted ? inviteMember : removeMember)(rest, workspace.workspace_id, id),
    onSuccess: (changed) => {
      queries.setQueryData(key, changed);
      setUser("");
    },
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    change.mutate({ id: user.trim(), isWanted: true });
  }
  const listed = [
    { id: workspace.owner, role: t("members.owner"), isFixed: true },
    ...workspace.members.map((id) => ({ id, role: t("members.member"), isFixed: !workspace.is_own })),
    ...[...workspace.invited_emails, ...workspace.invited].map((id) => ({
      id,
      role: invitedUntil(workspace.invited_until[id]),
      isFixed: !workspace.is_own,
    })),
  ];
  return (
    <section className="panel" aria-labelledby="members-heading">
      <h2 id="members-heading">{t("members")}</h2>
      <ul className="members">
        {listed.map(({ id, role, isFixed }) => (
          <li key={id}>
            <span className="cut" title={id}>
              {id === me.id ? `${me.name} ${t("you")}` : (people?.get(id) || id)}
            </span>
            <small>{role}</small>
            {!isFixed && (
              <Button kind="quiet" onClick={() => change.mutate({ id, isWanted: false })}>
                {t("members.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {workspace.is_own && (
        <form className="inline-form" onSubmit={submit}>
          <Field label={t("members.user")} hint={t("members.userHint")}>
            <input value={user} onChange={(event) => setUser(event.target.value)} />
          </Field>
          <Button type="submit" disabled={user.trim() === "" || change.isPending}>
            {t("members.invite")}
          </Button>
        </form>
      )}
      {change.error && <p role="alert">{explain(change.error)}</p>}
    </section>
  );
}

function invitedUntil(end: string | undefined): string {
  return end ? t("members.invitedUntil", { day: shortDate(end) }) : t("members.invited");
}
