import type { ShownPassage } from "../../api/generated/answers";
import { t } from "../../i18n/catalogue";
import { locationOf } from "../../ui/passage-location";

/** The passages nearest to the question, shown if the documents do not support the answers. */
export function NearestPassages({ passages }: { passages: ShownPassage[] }) {
  if (passages.length === 0) return null;
  return (
    <section className="nearest" aria-label={t("nearest")}>
      <h3>{t("nearest.title")}</h3>
      <ul>
        {passages.map((passage) => (
          <li key={passage.chunk_id}>
            <cite>{locationOf(passage)}</cite>
            <blockquote>{passage.text}</blockquote>
          </li>
        ))}
      </ul>
    </section>
  );
}
