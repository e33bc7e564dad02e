/** Content-Security-Policies of what a browser shows. All other answers have one that lets nothing be loaded. */

const NOWHERE_ELSE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Of the page: all that it has is its own, but for thumbnails and the player of YouTube. 'self' lets it open WebSockets to
 * the origin that it came from, also behind a proxy that ends TLS.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https://*.ytimg.com",
  "connect-src 'self'",
  "frame-src https://www.youtube-nocookie.com",
  "font-src 'self'",
  NOWHERE_ELSE,
].join("; ");

/** Of GraphiQL: its editor writes <style> elements, has fonts in its stylesheet, and reads documents in workers. */
export const GRAPHIQL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self' data:",
  NOWHERE_ELSE,
].join("; ");

/** Of Sandbox, whose own <meta> says what it loads: it comes from Apollo's CDN. */
export const SANDBOX_POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
