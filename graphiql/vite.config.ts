import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

/** The server that `npm run dev --workspace graphiql` passes operations to. */
const SERVER = process.env["VIDEO_RAG_URL"] ?? "http://127.0.0.1:4000";

export default defineConfig({
  root: import.meta.dirname,
  base: "/graphiql/",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // The editor is one piece of 3 MB, which only this page loads.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { checks: { moduleLevelDirective: false, pluginTimings: false } },
  },
  plugins: [compression({ algorithms: ["gzip"], include: /\.(js|css|html|ttf)$/ })],
  server: { proxy: { "/graphql": { target: SERVER, ws: true } } },
});
