# The server has no build step: Node 24 runs the TypeScript of src/ as it is. The pages are built by Vite.

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json ./web/
COPY graphiql/package.json ./graphiql/
# None of these dependencies needs its install script.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
# ONNX Runtime comes with its libraries for every platform, 250 MB of them for others.
RUN cd node_modules/onnxruntime-node/bin/napi-v6 \
  && find . -mindepth 2 -maxdepth 2 ! -path "./$(node -p 'process.platform + "/" + process.arch')" -exec rm -r {} +

FROM dependencies AS seed
COPY migrations ./migrations
COPY src ./src
# What the first start makes its database from.
RUN node src/orm/make-seed.ts

FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json ./web/
COPY graphiql/package.json ./graphiql/
RUN npm ci --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY tsconfig.json ./
COPY web ./web
COPY graphiql ./graphiql
COPY src/graphql/first-steps.ts ./src/graphql/
COPY examples/tea-talk.vtt ./examples/
RUN npm run build

FROM node:24-slim
# Compiled code is kept where the user can write, for the next start of the container.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data NODE_COMPILE_CACHE=/tmp/compiled
WORKDIR /app
# Without DATABASE_URL the database is in here: give the volume a name to keep it.
RUN mkdir /data && chown node:node /data
VOLUME /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY schema ./schema
COPY migrations ./migrations
COPY models ./models
COPY src ./src
COPY --from=seed /app/seed ./seed
COPY --from=pages /app/web/dist ./web/dist
COPY --from=pages /app/graphiql/dist ./graphiql/dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))"]
# In exec form, so that SIGTERM reaches Node, which stops within ten seconds
# unless STOP_GRACE_SECONDS says otherwise. It needs no init above it: its one child
# process, which makes a new database, it waits for. The flags are those of `npm start`: V8 collects garbage sooner, which
# keeps the process under 300 MB without the embedded encoder, instead of 400, and compiles a regular expression once, not
# twice: the long ones that read questions would hold everybody for 160 ms.
CMD ["node", "--max-semi-space-size=8", "--initial-old-space-size=96", "--heap-growing-percent=40", "--no-regexp-tier-up", "src/start.js"]
