import { t } from "../../i18n/catalogue";
import { headingOf, pageOf } from "../../ui/passage-location";
import type { Others, Source } from "./sources";

/** Passages that support and that contradict the answer; each opens in its document. */
export function OtherPassages({ others, onOpen }: { others: Others; onOpen: (source: Source) => void }) {
  if (others.also.length + others.against.length === 0) return null;
  return (
    <div className="other-passages">
      {(["against", "also"] as const).map(
        (kind) =>
          others[kind].length > 0 && (
            <section key={kind} className={`others-${kind}`} aria-labelledby={`others-${kind}`}>
              <h3 id={`others-${kind}`}>{t(`evidence.${kind}`)}</h3>
              <ul>
                {others[kind].map((source) => (
                  <li key={source.chunkId + source.quote}>
                    <button type="button" className="other-passage" onClick={() => onOpen(source)}>
                      <q>{source.quote}</q>
                      <small>{[source.title, headingOf(source), pageOf(source)].filter(Boolean).join(" · ")}</small>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  );
}
