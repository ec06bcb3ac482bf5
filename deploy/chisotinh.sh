#!/bin/sh
# chisotinh with the settings of the service, as its user: what root wrote into its folders the service could not read.
export CHISOTINH_ENV_FILE=/etc/chisotinh.env XDG_DATA_HOME=/var/lib XDG_CACHE_HOME=/var/cache
if [ "$(id -u)" = 0 ]; then
    exec runuser -u chisotinh -- /opt/chisotinh/current/bin/chisotinh "$@"
fi
if [ ! -r "$CHISOTINH_ENV_FILE" ]; then
    echo "Hãy chạy bằng sudo: sudo chisotinh …" >&2
    echo "Run it by sudo: sudo chisotinh …" >&2
    exit 1
fi
exec /opt/chisotinh/current/bin/chisotinh "$@"
