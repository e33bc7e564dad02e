import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";
import { fill, type Headers } from "./fill.ts";
import { useTaken } from "./taken.ts";

/**
 * Shows the session's token and the answer's id in the editors of the tab that is open. Renders nothing. GraphiQL may put
 * its own text into an editor after this, so what is sent is filled by the fetcher as well.
 */
export function FillIn() {
  const taken = useTaken();
  const { tabId, headerEditor, queryEditor } = useGraphiQL((state) => ({
    tabId: state.tabs[state.activeTabIndex]?.id,
    headerEditor: state.headerEditor,
    queryEditor: state.queryEditor,
  }));

  useEffect(() => {
    const headers = headerEditor && parseHeaders(headerEditor.getValue());
    if (!queryEditor || !headers) return;
    const query = queryEditor.getValue();
    const filled = fill({ query, headers }, taken);
    if (filled.headers !== headers) headerEditor.setValue(JSON.stringify(filled.headers, null, 2));
    if (filled.query !== query) queryEditor.setValue(filled.query);
  }, [taken, tabId, headerEditor, queryEditor]);

  return null;
}

/** The headers that an editor has. null while they cannot be read: the user is still writing them. */
function parseHeaders(text: string): Headers | null {
  try {
    const headers: unknown = text.trim() === "" ? {} : JSON.parse(text);
    return typeof headers === "object" && headers !== null && !Array.isArray(headers)
      ? (headers as Headers)
      : null;
  } catch {
    return null;
  }
}
