# Chỉ Số Tỉnh as an image. Its text is tested (tests/deploy/test_container.py); it was never built where it was
# written, as there was no Docker there.
#
#   docker build -t chisotinh:0.1.0 .
#   docker run --env-file .env --read-only --tmpfs /tmp -v chisotinh:/data chisotinh:0.1.0
#
# In a closed network: --build-arg PIP_INDEX_URL=… names the package index of one's own.

FROM python:3.13-slim-bookworm AS build
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/chisotinh
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot/
COPY handlers handlers/
COPY data data/
COPY locales locales/
COPY deploy deploy/
COPY docs docs/
RUN /opt/chisotinh/bin/pip install --constraint constraints.txt ".[pdf,postgres,socks]"

FROM python:3.13-slim-bookworm
RUN groupadd --system --gid 10001 chisotinh \
    && useradd --system --uid 10001 --gid chisotinh --home-dir /data --no-create-home --shell /usr/sbin/nologin chisotinh \
    && install --directory --owner=chisotinh --group=chisotinh --mode=0700 /data
COPY --from=build /opt/chisotinh /opt/chisotinh
# All that is written lies in /data; the rest may be read-only, but for a /tmp.
ENV PATH=/opt/chisotinh/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    XDG_DATA_HOME=/data \
    XDG_CACHE_HOME=/data/cache \
    CHISOTINH_DATABASE=/data/chisotinh.sqlite3 \
    CHISOTINH_METRICS=0.0.0.0:9090
WORKDIR /data
VOLUME ["/data"]
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["chisotinh", "status", "--quick"]
ENTRYPOINT ["chisotinh"]
CMD ["run"]
