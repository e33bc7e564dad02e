import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/** Of answers that are no pages, which have policies of their own: nothing may be loaded or framed, should a browser show one. */
const NOTHING = {
  defaultSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

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
}
