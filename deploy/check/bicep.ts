import { fileURLToPath } from "node:url";
import { Language, Parser, type Node } from "web-tree-sitter";

/*
 * The grammar of tree-sitter, compiled to WebAssembly. It knows the syntax alone: neither types of resources nor their
 * properties, which only Bicep's own compiler does.
 */

await Parser.init();
const grammar = import.meta.resolve("tree-sitter-bicep/tree-sitter-bicep.wasm");
const language = await Language.load(fileURLToPath(grammar));

export async function checkBicep(text: string): Promise<string[]> {
  const parser = new Parser();
  try {
    parser.setLanguage(language);
    const tree = parser.parse(text)!;
    const faults = [...faultsOf(tree.rootNode)];
    tree.delete();
    return faults;
  } finally {
    parser.delete();
  }
}

function* faultsOf(node: Node): Generator<string> {
  const at = `${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
  if (node.isMissing) yield `${at} ${node.type} is missing`;
  if (node.isError) yield `${at} cannot be read: ${node.text.split("\n")[0]!.slice(0, 80)}`;
  if (!node.hasError) return;
  for (const child of node.children) if (child) yield* faultsOf(child);
}
