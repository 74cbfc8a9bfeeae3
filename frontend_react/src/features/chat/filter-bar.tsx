import { useState } from "react";
import { chipsOf, NO_FILTER, toggled, type FilterChoice } from "./filter-choice";

interface Props {
  types: string[];
  tags: string[];
  choice: FilterChoice;
  onChange: (choice: FilterChoice) => void;
}

/** Narrows the next questions to some of the documents; closed, it is one word and what is chosen. */
export function FilterBar({ types, tags, choice, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const chips = chipsOf(choice);
  return (
    <div className="filter-bar">
      <div className="chips">
        <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {chips.length > 0 ? "Filters" : "All documents"} <span aria-hidden>{open ? "▾" : "▸"}</span>
        </button>
        {chips.map((chip) => (
          <button
            key={chip.label}
            type="button"
            className="chip chosen"
            aria-label={`Remove filter ${chip.label}`}
            onClick={() => onChange(chip.without)}
          >
            {chip.label} <span aria-hidden>×</span>
          </button>
        ))}
        {chips.length > 1 && (
          <button type="button" className="quiet" onClick={() => onChange(NO_FILTER)}>
            Clear
          </button>
        )}
      </div>
      {open && (
        <div className="filter-choices" role="group" aria-label="Answer from">
          <Options name="Type" mark="" values={types} chosen={choice.types} onToggle={(value) => onChange(toggled(choice, "types", value))} />
          <Options name="Tags" mark="#" values={tags} chosen={choice.tags} onToggle={(value) => onChange(toggled(choice, "tags", value))} />
          <Dates choice={choice} onChange={onChange} />
        </div>
      )}
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
        <button
          key={value}
          type="button"
          className={chosen.includes(value) ? "chip chosen" : "chip"}
          aria-pressed={chosen.includes(value)}
          onClick={() => onToggle(value)}
        >
          {mark + value}
        </button>
      ))}
    </fieldset>
  );
}

function Dates({ choice, onChange }: Pick<Props, "choice" | "onChange">) {
  return (
    <fieldset title="Documents without a date are left out">
      <legend>Date</legend>
      <label>
        from{" "}
        <input type="date" value={choice.from} onChange={(event) => onChange({ ...choice, from: event.target.value })} />
      </label>
      <label>
        to <input type="date" value={choice.to} onChange={(event) => onChange({ ...choice, to: event.target.value })} />
      </label>
    </fieldset>
  );
}
