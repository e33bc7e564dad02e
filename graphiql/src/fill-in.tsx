import { useGraphiQL } from "@graphiql/react";
import { useEffect, useRef } from "react";
import { useTaken } from "./taken.ts";
import { withToken } from "./with-token.ts";

/** The operation that opens a session: with a token it would give the session that there is. */
const OPENS_SESSION = /\bOpenSession\b/;
const ANSWER_ID = '"<id>"';

/** Fills the token of the session, and the id of the answer, into the tab that is open. Shows nothing. */
export function FillIn() {
  const { token, answerId } = useTaken();
  const { tabId, headerEditor, queryEditor } = useGraphiQL((state) => ({
    tabId: state.tabs[state.activeTabIndex]?.id,
    headerEditor: state.headerEditor,
    queryEditor: state.queryEditor,
  }));
  const filled = useRef(new Set<string>());

  useEffect(() => {
    if (!queryEditor) return;
    const query = queryEditor.getValue();
    if (headerEditor && token !== null && !OPENS_SESSION.test(query)) {
      const headers = withToken(headerEditor.getValue(), token, filled.current);
      filled.current.add(`Bearer ${token}`);
      if (headers !== null && headers !== headerEditor.getValue()) headerEditor.setValue(headers);
    }
    if (answerId !== null && query.includes(ANSWER_ID))
      queryEditor.setValue(query.replaceAll(ANSWER_ID, JSON.stringify(answerId)));
  }, [token, answerId, tabId, headerEditor, queryEditor]);

  return null;
}
