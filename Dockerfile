# 마음지기 as an image: small, without root, and content with a read-only file system. It writes to /app/data and /tmp only.
#   docker build -t maumjigi .        or everything at once: docker compose up -d (compose.yaml)
# tests/deploy/image.test.ts runs these very steps without an engine: keep to FROM, WORKDIR, COPY, RUN with relative paths.

# The two pages, built with everything development needs. Nothing of this stage but the pages goes on.
FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages stay in here: the bundler's native part is one of them.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# What runs: packages for production, and no part of them that only developers read.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
RUN find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/app/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json main.ts LICENSE ./
COPY flows flows
COPY triage triage
COPY bot bot
COPY admin admin
COPY commands commands
# In place of the pages' sources, which nothing reads any more.
RUN rm -rf bot/channels/web/page admin/panel
COPY --from=pages /app/bot/channels/web/page/dist bot/channels/web/page/dist
COPY --from=pages /app/admin/panel/dist admin/panel/dist
# The embedded database and its key; with DATABASE_URL the spool and the end of the audit trail: it outlives the container in either case.
RUN install -d -o node -g node -m 700 data
USER node
VOLUME ["/app/data"]
EXPOSE 3000 3001
# Asks the residents' listener. Where ROLE is desk or worker there is none: run those with --no-healthcheck.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
