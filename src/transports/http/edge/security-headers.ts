import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/** Of answers that are no pages: nothing may be loaded or framed, should a browser show one. */
const NOTHING = {
  defaultSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};
/** Of pages, whose own <meta> says what they load: Sandbox comes from Apollo's CDN. */
const PAGE = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'";

/** The security headers of all answers. No Strict-Transport-Security: TLS is in the hands of whoever ends it in front. */
export async function addSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    // Sandbox signs in by a popup.
    crossOriginOpenerPolicy: { policy: "same-origin-allow-popups" },
    // YouTube's player gives an error in a page without a referrer.
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
  fastify.addHook("onSend", async (_request, reply) => {
    if (String(reply.getHeader("content-type")).startsWith("text/html"))
      reply.header("content-security-policy", PAGE);
  });
}
