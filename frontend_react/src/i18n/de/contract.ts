import type { ContractCatalogue } from "../contract-catalogue";
import { finding } from "./findings";

const OUTCOMES: ContractCatalogue["outcome"] = {
  agreed: { label: "Die Modelle sind einig", sentence: "Mehrere Modelle sagen es, und die Dokumente stützen es." },
  single: { label: "Ein Modell antwortete", sentence: "Ein Modell sagt es, und die Dokumente stützen es." },
  disputed: {
    label: "Die Modelle sind uneinig",
    sentence: "Die Dokumente stützen diese Antwort, aber ein anderes Modell oder Dokument sagt etwas anderes.",
  },
  not_supported: {
    label: "Von den Dokumenten nicht gestützt",
    sentence: "Die Modelle antworteten, aber die Dokumente stützen nicht, was sie sagen.",
  },
  not_found: { label: "In den Dokumenten nicht gefunden", sentence: "Die Dokumente beantworten diese Frage nicht." },
  no_answer: { label: "Kein Modell antwortete", sentence: "Kein Modell antwortete; der Grund eines jeden steht dabei." },
  withheld: {
    label: "Zurückgehalten",
    sentence: "Die Antwort ist nicht sicher genug für das, was dieser Arbeitsbereich verspricht.",
  },
  cancelled: { label: "Abgebrochen", sentence: "Die Frage wurde abgebrochen, bevor es eine Antwort gab." },
};

/** The contract's words in German. */
export const DE_CONTRACT: ContractCatalogue = {
  outcome: OUTCOMES,
  partly: {
    ...OUTCOMES,
    agreed: { label: "Modelle einig, teils gestützt", sentence: "Mehrere Modelle sagen es; die Dokumente stützen es höchstens zum Teil." },
    single: { label: "Ein Modell, teils gestützt", sentence: "Ein Modell sagt es; die Dokumente stützen es höchstens zum Teil." },
    disputed: {
      ...OUTCOMES.disputed,
      sentence: "Die Dokumente stützen diese Antwort höchstens zum Teil, und ein anderes Modell oder Dokument weicht ab.",
    },
  },
  verdict: {
    supported: { label: "gestützt", sentence: "Von Ihren Dokumenten gestützt." },
    partly: { label: "teils gestützt", sentence: "Von Ihren Dokumenten nur teils gestützt." },
    unsupported: { label: "nicht gestützt", sentence: "Von Ihren Dokumenten nicht gestützt." },
    contradicted: { label: "widersprochen", sentence: "Ihre Dokumente widersprechen dem." },
    unchecked: { label: "nicht geprüft", sentence: "Nicht geprüft: Sprache oder Form ist nicht lesbar." },
  },
  stance: {
    says: { label: "sagt es", sentence: "Das Modell sagt dasselbe." },
    says_otherwise: { label: "sagt anderes", sentence: "Das Modell nennt einen anderen Wert." },
    denies: { label: "bestreitet es", sentence: "Das Modell sagt, dass es nicht so ist." },
    silent: { label: "schweigt", sentence: "Das Modell sagt nichts dazu." },
  },
  status: {
    answered: { label: "antwortete", sentence: "Das Modell antwortete." },
    refused: { label: "lehnte ab", sentence: "Das Modell oder sein Inhaltsfilter lehnte ab." },
    failed: { label: "fehlgeschlagen", sentence: "Der Aufruf des Modells schlug fehl." },
    timed_out: { label: "Zeit abgelaufen", sentence: "Das Modell antwortete nicht in seiner Zeit." },
    cancelled: { label: "abgebrochen", sentence: "Das Modell wurde nicht mehr gebraucht." },
  },
  fate: {
    confirmed: { label: "bestätigt", sentence: "Die vorläufige Antwort wurde bestätigt." },
    disputed: { label: "bestritten", sentence: "Die vorläufige Antwort wird von einer späteren bestritten." },
    replaced: { label: "ersetzt", sentence: "Die vorläufige Antwort wurde durch eine bessere ersetzt." },
  },
  finding,
};
