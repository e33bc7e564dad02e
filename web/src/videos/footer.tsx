import { usePage } from "../page.ts";

/** What this is, and what it shows of YouTube's. */
export function Footer() {
  const { session, watch } = usePage();
  const server = session.server.value;
  return (
    <footer class="foot">
      <p>
        video-rag {server?.version} · <a href="/graphiql">GraphQL API</a>
        {watch.consent.isGiven.value && (
          <>
            {" · "}
            Pictures and player from YouTube are shown.{" "}
            <button type="button" class="link" onClick={() => watch.consent.set(false)}>
              Show none
            </button>
          </>
        )}
      </p>
    </footer>
  );
}
