import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

/** The server that `npm run dev --workspace web` passes GraphQL and files to. */
const SERVER = process.env["VIDEO_RAG_URL"] ?? "http://127.0.0.1:4000";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The Content-Security-Policy lets no data: address be fetched, and no inline script run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  // For the server to send as they are.
  plugins: [compression({ algorithms: ["gzip", "brotliCompress"], include: /\.(js|css|html|svg)$/ })],
  server: {
    proxy: {
      "/graphql": { target: SERVER, ws: true },
      "/transcripts": SERVER,
    },
  },
});
