import type { ShownPassage } from "../../api/generated/answers";
import { t } from "../../i18n/catalogue";
import { inOneLine, locationOf } from "../../ui/passage-location";

interface Props {
  passages: ShownPassage[];
  /** Opens a passage beside the answer; they are numbered from 1. */
  onSource: (number: number) => void;
}

/** The beginnings of the passages nearest to the question, shown if the documents do not support the answers. */
export function NearestPassages({ passages, onSource }: Props) {
  if (passages.length === 0) return null;
  return (
    <section className="nearest" aria-label={t("nearest")}>
      <h3>{t("nearest.title")}</h3>
      <ul>
        {passages.map((passage, index) => (
          <li key={passage.chunk_id}>
            <button type="button" className="source" onClick={() => onSource(index + 1)}>
              <span className="source-number" data-marker={index + 1} />
              <cite>{locationOf(passage)}</cite>
              <q>{inOneLine(passage.text)}</q>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
