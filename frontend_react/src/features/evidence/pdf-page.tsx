import type { PDFPageProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/catalogue";
import { readItems, readPage, type PdfFile } from "./pdf-file";
import { quoteBoxes, type Box, type Words } from "./quote-boxes";

interface Props {
  file: PdfFile;
  number: number;
  words: Words[];
}

interface Drawn {
  width: number;
  height: number;
  boxes: Box[];
}

/** A page of a PDF, scrolled to the quoted words, which are boxed. */
export default function PdfPage({ file, number, words }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const { drawn, hasFailed } = useDrawing(canvas, file, number, words);
  useEffect(() => {
    first.current?.scrollIntoView({ block: "center", inline: "center" });
  }, [drawn]);
  return (
    <div className="evidence-text" tabIndex={0} role="region" aria-label={t("location.page", { n: number })}>
      {!drawn && <p className="hint">{t(hasFailed ? "evidence.pageFailed" : "loading")}</p>}
      {drawn?.boxes.length === 0 && <p className="hint">{t("evidence.noBox")}</p>}
      <div className="pdf-page" hidden={!drawn}>
        <canvas ref={canvas} role="img" aria-label={t("evidence.picture", { n: number })} />
        {drawn?.boxes.map((box, index) => (
          <span key={index} ref={index === 0 ? first : undefined} className="pdf-box" style={styleOf(box, drawn)} />
        ))}
      </div>
    </div>
  );
}

/** In percent of the page, so that the boxes fit if the pane changes its width. */
function styleOf(box: Box, page: Drawn) {
  return {
    left: `${(box.left / page.width) * 100}%`,
    top: `${(box.top / page.height) * 100}%`,
    width: `${(box.width / page.width) * 100}%`,
    height: `${(box.height / page.height) * 100}%`,
  };
}

function useDrawing(canvas: React.RefObject<HTMLCanvasElement | null>, file: PdfFile, number: number, words: Words[]) {
  const [drawn, setDrawn] = useState<Drawn>();
  const [hasFailed, setFailed] = useState(false);
  // The link is renewed while the page is shown, which is no reason to draw it again.
  const link = useRef(file.url);
  link.current = file.url;
  const { version } = file;
  useEffect(() => {
    const leaving = new AbortController();
    const unlessLeft = (change: () => void) => {
      if (!leaving.signal.aborted) change();
    };
    readPage({ version, url: link.current }, number)
      .then(async (page) => {
        if (!canvas.current) return;
        const result = await drawPage(page, canvas.current, words);
        unlessLeft(() => setDrawn(result));
      })
      .catch(() => unlessLeft(() => setFailed(true)));
    return () => leaving.abort();
  }, [canvas, version, number, words]);
  return { drawn, hasFailed };
}

const SHARPEST = 2;
/** Narrower, the words of a usual page could not be read; it is scrolled to its box. */
const NARROWEST_PX = 640;

async function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, words: Words[]): Promise<Drawn> {
  const width = Math.max(NARROWEST_PX, canvas.closest(".evidence-text")?.clientWidth ?? 0);
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale: scale * Math.min(SHARPEST, window.devicePixelRatio) });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  const canvasContext = canvas.getContext("2d");
  if (!canvasContext) throw new Error("The browser gives no canvas to draw a page on.");
  const [items] = await Promise.all([readItems(page, viewport), page.render({ canvasContext, viewport }).promise]);
  return { width: viewport.width, height: viewport.height, boxes: quoteBoxes(items, words) };
}
