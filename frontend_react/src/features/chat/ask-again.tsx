import { MODES } from "../../api/modes";
import { useModels } from "../../api/queries";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../../ui/menu";
import type { QuestionOptions } from "./question-options";

/** Asks the same question again, in another mode or of one model. */
export function AskAgain({ onAgain }: { onAgain: (options: Partial<QuestionOptions>) => void }) {
  const { data: models } = useModels();
  return (
    <Menu
      trigger={
        <Button kind="quiet">
          <Icon name="again" /> {t("action.again")}
        </Button>
      }
    >
      <MenuItem onSelect={() => onAgain({})}>{t("again.same")}</MenuItem>
      <MenuLine />
      <MenuLabel>{t("again.mode")}</MenuLabel>
      {MODES.map((mode) => (
        <MenuItem key={mode} onSelect={() => onAgain({ mode })}>
          {t(`mode.${mode}`)}
        </MenuItem>
      ))}
      {models && <MenuLabel>{t("again.only")}</MenuLabel>}
      {models?.map(({ id }) => (
        <MenuItem key={id} onSelect={() => onAgain({ mode: "single", models: [id] })}>
          {id}
        </MenuItem>
      ))}
    </Menu>
  );
}
