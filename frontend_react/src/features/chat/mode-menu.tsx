import type { Mode } from "../../api/generated/outcomes";
import { MODES } from "../../api/modes";
import { useModels, useWorkspace } from "../../api/queries";
import { t, tn } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { Menu, MenuCheck, MenuChoices } from "../../ui/menu";

interface ModeProps {
  workspaceId: string;
  mode: Mode | undefined;
  onChange: (mode: Mode) => void;
}

/** How the models are asked. */
export function ModeMenu({ workspaceId, mode, onChange }: ModeProps) {
  const own = useWorkspace(workspaceId).data?.mode ?? "quorum";
  const value = mode ?? own;
  const choices = MODES.map((each) => ({ value: each, label: t(`mode.${each}`), hint: t(`mode.${each}.hint`) }));
  return (
    <Menu
      trigger={
        <Button kind="quiet" className="option" aria-label={t("mode.label", { mode: t(`mode.${value}`) })}>
          {t(`mode.${value}`)} <Icon name="down" />
        </Button>
      }
    >
      <MenuChoices value={value} choices={choices} onChange={onChange} />
    </Menu>
  );
}

interface ModelProps {
  chosen: string[];
  onChange: (models: string[]) => void;
}

/** Which models are asked; none means the workspace's default models. */
export function ModelMenu({ chosen, onChange }: ModelProps) {
  const { data: models } = useModels();
  const label = chosen.length > 0 ? tn("models", chosen.length) : t("models.own");
  const toggle = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <Menu
      trigger={
        <Button kind="quiet" className="option" aria-label={t("models.label", { models: label })}>
          {label} <Icon name="down" />
        </Button>
      }
    >
      {models?.map(({ id, answers, reason }) => (
        <MenuCheck key={id} checked={chosen.includes(id)} onChange={(isChosen) => toggle(id, isChosen)}>
          {id}
          {answers === false && <small>{reason}</small>}
        </MenuCheck>
      ))}
    </Menu>
  );
}
