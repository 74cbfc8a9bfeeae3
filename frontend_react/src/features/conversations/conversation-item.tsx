import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { SessionSummary } from "../../api/generated/sessions";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { Menu, MenuItem } from "../../ui/menu";
import { TitleForm } from "./title-form";

interface Props {
  session: SessionSummary;
  isOpen: boolean;
  onGone: () => void;
  onDelete: () => void;
}

export function ConversationItem({ session, isOpen, onGone, onDelete }: Props) {
  const { session_id, workspace_id, title } = session;
  const [isRenaming, setIsRenaming] = useState(false);
  if (isRenaming) return <TitleForm session={session} onEnd={() => setIsRenaming(false)} />;
  return (
    <li className="conversation-item">
      <Link
        to="/w/$workspace/c/$conversation"
        params={{ workspace: workspace_id, conversation: session_id }}
        aria-current={isOpen ? "page" : undefined}
        title={title}
        onClick={onGone}
      >
        {title}
      </Link>
      <Menu
        trigger={
          <Button kind="quiet" label={t("conversations.menu", { title })}>
            <Icon name="more" />
          </Button>
        }
      >
        <MenuItem onSelect={() => setIsRenaming(true)}>{t("rename")}</MenuItem>
        <MenuItem onSelect={onDelete}>{t("delete")}</MenuItem>
      </Menu>
    </li>
  );
}
