import { Popover } from "radix-ui";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { chipsOf, NO_FILTER, toggled, type FilterChoice } from "./filter-choice";

interface Props {
  /** The types and tags of the documents. */
  types: string[];
  tags: string[];
  choice: FilterChoice;
  onChange: (choice: FilterChoice) => void;
}

/** Chooses the documents that the next questions are answered from. */
export function FilterMenu({ types, tags, choice, onChange }: Props) {
  const chips = chipsOf(choice);
  const toggle = (name: "types" | "tags") => (value: string) => onChange(toggled(choice, name, value));
  return (
    <div className="chips">
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button kind="quiet" className="option">
            {chips.length > 0 ? t("filter.some") : t("filter.all")} <Icon name="down" />
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="popover filter-choices" align="start" collisionPadding={8} aria-label={t("filter.from")}>
            <Options name={t("filter.type")} mark="" values={types} chosen={choice.types} onToggle={toggle("types")} />
            <Options name={t("filter.tags")} mark="#" values={tags} chosen={choice.tags} onToggle={toggle("tags")} />
            <Dates choice={choice} onChange={onChange} />
            {chips.length > 0 && (
              <Button kind="quiet" onClick={() => onChange(NO_FILTER)}>
                {t("filter.clear")}
              </Button>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {chips.map((chip) => (
        <Button
          key={chip.label}
          className="chip chosen"
          aria-label={t("filter.remove", { name: chip.label })}
          onClick={() => onChange(chip.without)}
        >
          {chip.label} <span aria-hidden>×</span>
        </Button>
      ))}
    </div>
  );
}

interface OptionsProps {
  name: string;
  mark: string;
  values: string[];
  chosen: string[];
  onToggle: (value: string) => void;
}

function Options({ name, mark, values, chosen, onToggle }: OptionsProps) {
  if (values.length === 0) return null;
  return (
    <fieldset>
      <legend>{name}</legend>
      {values.map((value) => (
        <Button
          key={value}
          className={chosen.includes(value) ? "chip chosen" : "chip"}
          aria-pressed={chosen.includes(value)}
          onClick={() => onToggle(value)}
        >
          {mark + value}
        </Button>
      ))}
    </fieldset>
  );
}

function Dates({ choice, onChange }: Pick<Props, "choice" | "onChange">) {
  return (
    <fieldset title={t("filter.dateHint")}>
      <legend>{t("filter.date")}</legend>
      <label>
        {t("filter.since")}{" "}
        <input type="date" value={choice.from} onChange={(event) => onChange({ ...choice, from: event.target.value })} />
      </label>
      <label>
        {t("filter.until")}{" "}
        <input type="date" value={choice.to} onChange={(event) => onChange({ ...choice, to: event.target.value })} />
      </label>
    </fieldset>
  );
}
