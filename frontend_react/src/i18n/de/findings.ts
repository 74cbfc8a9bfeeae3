/** German of the sentences of `genai_core/domain/consensus/findings.py`, which the server writes in English. */

const SENTENCES = "(its only sentence|both sentences|all \\d+ sentences|\\d+ of \\d+ sentences?)";
const COUNT = "(\\d+) of (\\d+) (?:sentences?|models?)";

type Form = "nominative" | "dative" | "accusative";
type Groups = string[];

/** A pattern for each sentence of the server, and what it is in German. */
export const FINDINGS: [RegExp, (groups: Groups) => string][] = [
  [whole(`Your documents contradict ${SENTENCES}`), ([some]) => `Ihre Dokumente widersprechen ${sentences(some, "dative")}.`],
  [whole(`Your documents do not support ${SENTENCES}`), ([some]) => `Ihre Dokumente stützen ${sentences(some, "accusative")} nicht.`],
  [/^Left out, because your documents do not support it: (.+)$/s, ([quoted = ""]) => `Weggelassen, weil Ihre Dokumente es nicht stützen: ${quoted}`],
  [whole(`${COUNT} gives? another value`), (of) => `${counted(of)} ${plural(of, "nennt", "nennen")} einen anderen Wert.`],
  [whole(`${COUNT} says? that it is not so`), (of) => `${counted(of)} ${plural(of, "sagt", "sagen")}, dass es nicht so ist.`],
  [whole(`Only ${COUNT} says so`), (of) => `Nur ${counted(of)} sagt es.`],
  [whole("Only one model was asked, so nothing could be compared"), () => "Nur ein Modell wurde gefragt; es gab nichts zu vergleichen."],
  [whole("The answer was cut off at its model's limit"), () => "Die Antwort wurde an der Grenze ihres Modells abgeschnitten."],
  [whole(`${SENTENCES} (was|were) not checked against your documents`), ([some, was]) => checked(some, was === "was")],
  [whole(`(?:Its only supported sentence|All (\\d+) supported sentences|${COUNT}) rests? on a single document`), single],
  [whole(`Your documents support ${SENTENCES} only in part`), ([some]) => `Ihre Dokumente stützen ${sentences(some, "accusative")} nur teilweise.`],
  [whole(`${COUNT} did not answer`), (of) => `${counted(of)} ${plural(of, "antwortete", "antworteten")} nicht.`],
  [whole(`${COUNT} (?:was|were) not waited for`), (of) => `Auf ${counted(of)} wurde nicht gewartet.`],
  [whole(`${COUNT} finds? no answer in your documents`), (of) => `${counted(of)} ${plural(of, "findet", "finden")} in Ihren Dokumenten keine Antwort.`],
  [whole(`${COUNT} say so`), (of) => `${counted(of)} sagen es.`],
  [whole(`Your documents support ${SENTENCES}`), ([some]) => `Ihre Dokumente stützen ${sentences(some, "accusative")}.`],
];

export function finding(sentence: string): string {
  for (const [pattern, german] of FINDINGS) {
    const match = pattern.exec(sentence);
    if (match) return german(match.slice(1));
  }
  return sentence;
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}\\.$`, "i");
}

function counted([count, total]: Groups, noun = "Modellen"): string {
  return total === "1" ? `${count} von 1 ${noun === "Sätzen" ? "Satz" : "Modell"}` : `${count} von ${total} ${noun}`;
}

function plural([count]: Groups, one: string, more: string): string {
  return count === "1" ? one : more;
}

function sentences(some = "", form: Form): string {
  const words = some.toLowerCase();
  const [count = "", of, total = ""] = words.split(" ");
  if (of === "of") return counted([count, total], "Sätzen");
  const ending = form === "dative" ? "n" : "";
  if (words.startsWith("both")) return `beide${ending} Sätze${ending}`;
  if (words.startsWith("all")) return `alle${ending} ${words.split(" ")[1]} Sätze${ending}`;
  return `${{ nominative: "der einzige", dative: "dem einzigen", accusative: "den einzigen" }[form]} Satz`;
}

function checked(some: string | undefined, isOne: boolean): string {
  const subject = sentences(some, "nominative");
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${isOne ? "wurde" : "wurden"} nicht an Ihren Dokumenten geprüft.`;
}

function single([all, count, total]: (string | undefined)[]): string {
  if (all !== undefined) return `Alle ${all} gestützten Sätze ruhen auf einem einzigen Dokument.`;
  if (count === undefined || total === undefined) return "Der einzige gestützte Satz ruht auf einem einzigen Dokument.";
  return `${counted([count, total], "Sätzen")} ${plural([count], "ruht", "ruhen")} auf einem einzigen Dokument.`;
}
