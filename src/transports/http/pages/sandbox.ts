import type { ApolloServerPlugin, GraphQLServerListener } from "@apollo/server";
import { ApolloServerPluginLandingPageLocalDefault } from "@apollo/server/plugin/landingPage/default";
import { FIRST_STEPS, headingOf } from "../../../graphql/first-steps.ts";

/** How long Apollo's script may take: a network that drops packets tells of no error for minutes. */
const LOAD_MS = 5000;

/**
 * What a browser gets at /graphql: Apollo Sandbox, with the first steps open. With `fallback`, the page to go to where
 * Apollo's cannot be loaded.
 */
export function createSandbox(fallback: string | null): ApolloServerPlugin {
  const sandbox: ApolloServerPlugin = ApolloServerPluginLandingPageLocalDefault({
    embed: { runTelemetry: false },
    document: FIRST_STEPS.flatMap((step, index) => [`# ${headingOf(step, index)}`, ...step.operations]).join(
      "\n\n",
    ),
    headers: { Authorization: "Bearer <token>" },
  });
  if (fallback === null) return sandbox;
  return {
    ...sandbox,
    async serverWillStart(service): Promise<GraphQLServerListener> {
      const listener = (await sandbox.serverWillStart?.(service)) ?? {};
      const { renderLandingPage } = listener;
      if (!renderLandingPage) return listener;
      return {
        ...listener,
        async renderLandingPage() {
          const { html } = await renderLandingPage();
          return { html: async () => withFallback(typeof html === "string" ? html : await html(), fallback) };
        },
      };
    },
  };
}

/** Runs before Apollo's scripts, with the nonce that theirs have. */
function withFallback(html: string, fallback: string): string {
  const [script, nonce] = /<script nonce="(\w+)"/.exec(html) ?? [];
  if (script === undefined) return html;
  const own = `<script nonce="${nonce}">
  const leave = () => location.replace(${JSON.stringify(fallback)});
  addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && leave(), true);
  setTimeout(() => window.EmbeddedSandbox || leave(), ${LOAD_MS});
</script>
`;
  return html.replace(script, () => own + script);
}
