import { getDocument, GlobalWorkerOptions, Util, type PageViewport, type PDFDocumentLoadingTask, type PDFPageProxy } from "pdfjs-dist";
import PdfWorker from "pdfjs-dist/build/pdf.worker.min.mjs?worker";
import type { PageItem } from "./quote-boxes";

/** A PDF: the version of its document, and a link that is valid for some minutes. */
export interface PdfFile {
  version: string;
  url: string;
}

interface Opened {
  version: string;
  task: PDFDocumentLoadingTask;
}

/** The last PDF, because the next source is often in the same one. */
let opened: Opened | undefined;

/** Returns a page, from 1. Rejects if the file cannot be fetched or read, or has no such page. */
export async function readPage({ version, url }: PdfFile, number: number): Promise<PDFPageProxy> {
  if (opened?.version !== version) {
    void opened?.task.destroy();
    GlobalWorkerOptions.workerPort ??= new PdfWorker();
    // Fetched whole and once: the link would expire before later ranges are asked for.
    const task = getDocument({ url, isEvalSupported: false, disableRange: true, disableAutoFetch: true });
    opened = { version, task };
    // The next try fetches it again.
    task.promise.catch(() => (opened = undefined));
  }
  return (await opened.task.promise).getPage(number);
}

/** Returns the page's runs of text, placed as the viewport shows them. */
export async function readItems(page: PDFPageProxy, viewport: PageViewport): Promise<PageItem[]> {
  const { items, styles } = await page.getTextContent();
  const context = document.createElement("canvas").getContext("2d");
  return items.flatMap((item) => {
    if (!("str" in item) || item.str === "") return [];
    const share = (count: number) => {
      if (!context) return count / item.str.length;
      context.font = `40px ${styles[item.fontName]?.fontFamily ?? "sans-serif"}`;
      return context.measureText(item.str.slice(0, count)).width / (context.measureText(item.str).width || 1);
    };
    const transform = Util.transform(viewport.transform, item.transform) as number[];
    return [{ str: item.str, dir: item.dir, width: item.width * viewport.scale, transform, share }];
  });
}
