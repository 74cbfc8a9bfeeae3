import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { finding, FINDINGS } from "./de/findings";

const SERVER = new URL("../../../layers/genai_core/python/genai_core/domain/consensus/findings.py", import.meta.url);

it("has a pattern for each sentence of the server", () => {
  expect(readFileSync(SERVER, "utf8").match(/\byield f?"/g)).toHaveLength(FINDINGS.length);
});

it.each([
  ["Your documents contradict its only sentence.", "Ihre Dokumente widersprechen dem einzigen Satz."],
  ["Your documents do not support both sentences.", "Ihre Dokumente stützen beide Sätze nicht."],
  ['Left out, because your documents do not support it: "Lunch is included."', 'Weggelassen, weil Ihre Dokumente es nicht stützen: "Lunch is included."'],
  ["1 of 2 models gives another value.", "1 von 2 Modellen nennt einen anderen Wert."],
  ["2 of 3 models say that it is not so.", "2 von 3 Modellen sagen, dass es nicht so ist."],
  ["Only 1 of 3 models says so.", "Nur 1 von 3 Modellen sagt es."],
  ["Only one model was asked, so nothing could be compared.", "Nur ein Modell wurde gefragt; es gab nichts zu vergleichen."],
  ["The answer was cut off at its model's limit.", "Die Antwort wurde an der Grenze ihres Modells abgeschnitten."],
  ["2 of 5 sentences were not checked against your documents.", "2 von 5 Sätzen wurden nicht an Ihren Dokumenten geprüft."],
  ["Its only sentence was not checked against your documents.", "Der einzige Satz wurde nicht an Ihren Dokumenten geprüft."],
  ["Its only supported sentence rests on a single document.", "Der einzige gestützte Satz ruht auf einem einzigen Dokument."],
  ["All 3 supported sentences rest on a single document.", "Alle 3 gestützten Sätze ruhen auf einem einzigen Dokument."],
  ["1 of 3 sentences rests on a single document.", "1 von 3 Sätzen ruht auf einem einzigen Dokument."],
  ["Your documents support 1 of 2 sentences only in part.", "Ihre Dokumente stützen 1 von 2 Sätzen nur teilweise."],
  ["1 of 1 model did not answer.", "1 von 1 Modell antwortete nicht."],
  ["2 of 3 models were not waited for.", "Auf 2 von 3 Modellen wurde nicht gewartet."],
  ["1 of 2 models finds no answer in your documents.", "1 von 2 Modellen findet in Ihren Dokumenten keine Antwort."],
  ["2 of 2 models say so.", "2 von 2 Modellen sagen es."],
  ["Your documents support all 3 sentences.", "Ihre Dokumente stützen alle 3 Sätze."],
  ["A sentence of a newer server.", "A sentence of a newer server."],
])("says “%s” in German", (english, german) => {
  expect(finding(english)).toBe(german);
});
