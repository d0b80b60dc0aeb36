# Residents on 3000, the desk on 3001. The desk listens on loopback: to reach it, run with -e DESK_HOST=0.0.0.0 and
# publish it to this machine only (-p 127.0.0.1:3001:3001), behind your own TLS. PUBLIC_URL has to be set: the address
# a container sees is not the one residents reach. Without DATABASE_URL everything lives in the volume /app/data.

FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages stay in here: the bundler's native part is one of them.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY . .
COPY --from=pages /app/bot/channels/web/page/dist bot/channels/web/page/dist
COPY --from=pages /app/admin/panel/dist admin/panel/dist
RUN install -d -o node -g node -m 700 data
USER node
VOLUME /app/data
EXPOSE 3000 3001
# Asks the residents' listener. Where ROLE is desk or worker there is none: run those with --no-healthcheck.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
