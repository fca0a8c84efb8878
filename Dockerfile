# Two stages: what is needed to build the page stays in the first.
FROM node:24-bookworm-slim AS build
WORKDIR /kartu
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY . .
RUN node bin/kartu.cjs build

FROM node:24-bookworm-slim
WORKDIR /kartu
# The volume keeps the parts of builds before: pages that are open during an upgrade still ask for them.
ENV NODE_ENV=production KARTU_DATA=/data KARTU_KEEP_PARTS=1
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY shared shared
COPY server server
COPY --from=build /kartu/dist dist
RUN mkdir -m 700 /data /media && chown node:node /data /media
USER node
VOLUME /data
EXPOSE 2567 3478/udp
# For whoever runs the image without the compose file, which asks the same. 127.0.0.1 answers even where KARTU_HOST is left open.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 2567) + '/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# The server answers SIGTERM itself: it tells the pages, writes what is unwritten and is gone within two seconds.
STOPSIGNAL SIGTERM
CMD ["node", "server/main.ts"]
