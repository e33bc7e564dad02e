import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  makeVar,
} from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { RetryLink } from "@apollo/client/link/retry";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { tap } from "rxjs";
import { possibleTypes } from "./possible-types.ts";

const URL: string = import.meta.env["VITE_GRAPHQL_URL"] ?? "http://127.0.0.1:4000/graphql";

/** The session's token, kept as long as the tab is open; null while there is no session. */
export const sessionToken = makeVar(sessionStorage.getItem("token"));
export function setSessionToken(token: string | null): void {
  if (token) sessionStorage.setItem("token", token);
  else sessionStorage.removeItem("token");
  sessionToken(token);
}
const authorization = () => (sessionToken() ? { authorization: `Bearer ${sessionToken()}` } : {});

const socket = createClient({
  url: URL.replace(/^http/, "ws"),
  connectionParams: authorization,
  // A server that restarts is away for some seconds. The random part keeps its clients from coming all at once.
  shouldRetry: () => true,
  retryAttempts: 100,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 700)),
  // The session is over.
  on: { closed: (event) => void ((event as CloseEvent).code === 4401 && setSessionToken(null)) },
});

/** Whatever is asked of a session that is over fails with one of these codes. */
const endSession = new ErrorLink(({ error }) => {
  const codes = CombinedGraphQLErrors.is(error)
    ? error.errors.map(({ extensions }) => extensions?.["code"])
    : [];
  if (codes.includes("SESSION_EXPIRED") || codes.includes("UNAUTHENTICATED")) setSessionToken(null);
});

/** Rule 1: graphql-ws subscribes again with the variables as they are then, so the last cursor belongs in them. */
const keepCursor = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap(({ data }) => {
      const cursor: string | undefined = data?.["answerEvents"]?.cursor;
      if (cursor) operation.variables["after"] = cursor;
    }),
  ),
);

export const client = new ApolloClient({
  link: endSession.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    keepCursor.concat(new GraphQLWsLink(socket)),
    ApolloLink.from([
      new RetryLink(),
      new SetContextLink(() => ({ headers: authorization() })),
      new HttpLink({ uri: URL }),
    ]),
  ),
  cache: new InMemoryCache({
    possibleTypes,
    // An event replaces the one before it, and lists get shorter, too.
    typePolicies: {
      Subscription: { fields: { sessionEvents: { merge: false } } },
      Session: { fields: { videos: { merge: false } } },
    },
  }),
});
