/**
 * A chat about videos with React and Apollo Client 4. Beside a server that runs (`npm start`), in this folder:
 * `npm ci && npm run dev`. VITE_GRAPHQL_URL names another server than http://127.0.0.1:4000/graphql.
 */
import type { ErrorLike } from "@apollo/client";
import { ApolloProvider, useMutation, useQuery, useReactiveVar, useSubscription } from "@apollo/client/react";
import { StrictMode, useReducer, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { client, sessionToken, setSessionToken } from "./client.ts";
import { applyAnswerEvent, applySessionEvent, type Written } from "./events.ts";
import * as operations from "./operations.ts";

/** The form that was sent shows what was wrong, where its action would throw. */
const SHOW_ERRORS = { errorPolicy: "all" } as const;

/** A session, or the way to one: at first, and once the session has expired or was deleted. */
function App() {
  const token = useReactiveVar(sessionToken);
  const [stored] = useState(token);
  const [open, { error, data: opened }] = useMutation(operations.OPEN_SESSION, SHOW_ERRORS);
  if (token) return <Chat />;
  async function start() {
    await client.clearStore();
    const { data } = await open();
    if (data) setSessionToken(data.session.token);
  }
  return (
    <Form action={start} button="Start a session" error={error}>
      {(stored ?? opened) && <p role="status">Your session has ended, and what was in it is deleted.</p>}
    </Form>
  );
}

function Chat() {
  const { data, error } = useQuery(operations.SESSION);
  useSubscription(operations.SESSION_EVENTS, {
    // It begins with the present state: subscribed to after the query, it leaves nothing out between the two.
    skip: !data,
    ignoreResults: true,
    onData: (event) => event.data.data && applySessionEvent(client.cache, event.data.data.sessionEvents),
  });
  if (!data) return <p>{error ? error.message : "Loading …"}</p>;
  const { videos, answers, expiresAt } = data.session;
  return (
    <main>
      <p>The session ends at {new Date(expiresAt).toLocaleTimeString()}, or later where it is used.</p>
      <AddForm />
      <ul aria-label="Videos">
        {videos.map(({ id, title, url, status, progress, failure }) => (
          <li key={id}>
            {title ?? url}: {failure ? failure.message : status}{" "}
            {!failure && status !== "READY" && <progress value={progress} />}
          </li>
        ))}
      </ul>
      {answers.edges.map(({ node }) => (
        <article key={node.id} aria-label={node.question}>
          <h2>{node.question}</h2>
          {node.status === "RUNNING" ? <RunningAnswer id={node.id} /> : <Text {...node} />}
          {node.failure && <p role="alert">{node.failure.message}</p>}
        </article>
      ))}
      <AskForm />
    </main>
  );
}

/** Its events go to a reducer by `onData`, which gets every one of them; `data` has but the last before a rendering. */
function RunningAnswer({ id }: { id: string }) {
  const [written, apply] = useReducer(applyAnswerEvent, { text: "", citations: [] });
  const { error } = useSubscription(operations.ANSWER_EVENTS, {
    variables: { id },
    // Events are no entities, by which the cache could find them again.
    fetchPolicy: "no-cache",
    onData: ({ data }) => data.data && apply(data.data.answerEvents),
  });
  return error ? <p role="alert">{error.message}</p> : <Text {...written} />;
}

/** [1] in the text becomes a link to the second at which the quote of citation 1 was said. */
function Text({ text, citations }: Written) {
  const parts = text.split(/(\[\d+\])/).map((part, index) => {
    const citation = citations.find(({ number }) => part === `[${number}]`);
    return citation ? <Cite key={index} {...citation} /> : part;
  });
  return <p style={{ whiteSpace: "pre-wrap" }}>{parts}</p>;
}

/** An uploaded transcript without the address of a video has nowhere to lead to. */
const Cite = ({ number, quote, url }: operations.Citation) => (
  <a href={url ?? undefined} title={quote} target="_blank" rel="noreferrer">{`[${number}]`}</a>
);

function AddForm() {
  const [addVideos, videos] = useMutation(operations.ADD_VIDEOS, SHOW_ERRORS);
  const [addTranscript, transcript] = useMutation(operations.ADD_TRANSCRIPT, SHOW_ERRORS);
  async function add(form: FormData) {
    const content = String(form.get("content"));
    if (/^\s*(https?:\/\/\S+\s*)+$/.test(content)) await addVideos({ variables: { urls: [content] } });
    else await addTranscript({ variables: { title: "Transcript", content, key: crypto.randomUUID() } });
  }
  const refused = videos.data?.addVideos.results.find((result) => result.error);
  return (
    <Form action={add} button="Add" error={videos.error ?? transcript.error ?? refused?.error}>
      <textarea
        name="content"
        aria-label="Links, or a transcript"
        placeholder="Links, or a transcript"
        required
      />
    </Form>
  );
}

function AskForm() {
  const [ask, { error }] = useMutation(operations.ASK, SHOW_ERRORS);
  async function send(form: FormData) {
    // With its key, a request that is sent again since no response came does not ask twice.
    await ask({ variables: { question: String(form.get("question")), key: crypto.randomUUID() } });
  }
  return (
    <Form action={send} button="Ask" error={error}>
      <input name="question" aria-label="Your question" placeholder="Your question" required />
    </Form>
  );
}

type FormProps = {
  action: (form: FormData) => Promise<void>;
  button: string;
  error?: Pick<ErrorLike, "message"> | null | undefined;
  children: ReactNode;
};
const Form = ({ action, button, error, children }: FormProps) => (
  <form action={action}>
    {children} <button>{button}</button>
    {error && <p role="alert">{error.message}</p>}
  </form>
);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <App />
    </ApolloProvider>
  </StrictMode>,
);
