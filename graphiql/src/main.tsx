import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./page.css";
import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { fill } from "./fill.ts";
import { FillIn } from "./fill-in.tsx";
import { FIRST_TABS } from "./first-tabs.ts";
import { withOwnDocument } from "./own-document.ts";
import { taken, takeFrom } from "./taken.ts";

const url = new URL("/graphql", location.href).href;
const fetchOperation = createGraphiQLFetcher({
  url,
  subscriptionUrl: url.replace(/^http/, "ws"),
  // The headers of the tab go along as connectionParams.
  enableIncrementalDelivery: false,
});

const fetcher: Fetcher = async (given, givenOptions) => {
  const [operation, options] = withOwnDocument(given, givenOptions);
  const { query, headers } = fill({ query: operation.query, headers: options.headers ?? {} }, taken());
  const result = await fetchOperation({ ...operation, query }, { ...options, headers });
  takeFrom(result);
  return result;
};

createRoot(document.getElementById("graphiql")!).render(
  <GraphiQL fetcher={fetcher} defaultTabs={FIRST_TABS} defaultEditorToolsVisibility="headers">
    <GraphiQL.Toolbar>
      {({ prettify, merge, copy }) => (
        <>
          {prettify}
          {merge}
          {copy}
          <FillIn />
        </>
      )}
    </GraphiQL.Toolbar>
  </GraphiQL>,
);
