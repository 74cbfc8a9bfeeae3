import type { Nodes, Parent, PhrasingContent, Root } from "mdast";

/**
 * A remark plugin that replaces links and pictures by their text and address.
 *
 * A document may make a model write links: they must load nothing and lead nowhere.
 */
export function inertLinks() {
  return (tree: Root) => soften(tree);
}

function soften(parent: Parent): void {
  parent.children = (parent.children as Nodes[]).flatMap((node): Nodes[] => {
    if ("children" in node) soften(node);
    switch (node.type) {
      case "link":
        return wordsOf(node) === node.url ? node.children : [...node.children, text(` (${node.url})`, node)];
      case "image":
        return [text(`${node.alt ?? ""} (${node.url})`.trim(), node)];
      case "linkReference":
        return node.children;
      case "imageReference":
        return [text(node.alt ?? "", node)];
      case "footnoteReference":
        return [text(`[^${node.identifier}]`, node)];
      case "definition":
        return [text(`[${node.identifier}]: ${node.url}`, node)];
      case "footnoteDefinition":
        return node.children;
      default:
        return [node];
    }
  }) as Parent["children"];
}

function text(value: string, { position }: Nodes): PhrasingContent {
  return { type: "text", value, ...(position && { position }) };
}

function wordsOf(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(wordsOf).join("") : "";
}
