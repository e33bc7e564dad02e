import { useEffect, useState } from "preact/hooks";
import { post } from "./api/http.ts";
import { OpenSessionDocument, ServerInfoDocument, type ServerInfoQuery } from "./api/generated/graphql.ts";

export function App() {
  const [server, setServer] = useState<ServerInfoQuery["server"]>();
  const [expiresAt, setExpiresAt] = useState<string>();
  useEffect(() => {
    void post(ServerInfoDocument, {}).then((data) => setServer(data.server));
    void post(OpenSessionDocument, {}).then((data) => setExpiresAt(data.session.session.expiresAt));
  }, []);
  return (
    <main>
      <h1>Ask your videos</h1>
      <p>
        video-rag {server?.version}, answering with {server?.answeringModel}
      </p>
      <p>Session until {expiresAt}</p>
    </main>
  );
}
