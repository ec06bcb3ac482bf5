#!/bin/sh
# backup.sh [--keep NUMBER] [--every SECONDS] FOLDER ENDING COMMAND [ARGUMENT…]
#
# Makes FOLDER/chisotinh-DATE-TIME+ENDING by COMMAND ARGUMENT… FILE and removes the oldest, so that NUMBER (14) are left.
# A file with its name is whole: what fails halfway has another, and is removed. With --every it goes on until it is
# ended, and tries again after a minute (or SECONDS, if that is less) what failed; without, its exit code says so.
#
#   backup.sh /var/backups/chisotinh .sqlite3 chisotinh backup
#   backup.sh --every 86400 /backups .dump pg_dump --format=custom --file
set -eu
umask 077
usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
number() { case "${1-}" in '' | *[!0-9]* | 0*) usage ;; esac; }

keep=14 every=
while :; do
    case "${1-}" in
        --keep) number "${2-}"; keep=$2; shift 2 ;;
        --every) number "${2-}"; every=$2; shift 2 ;;
        -*) usage ;;
        *) break ;;
    esac
done
[ $# -ge 3 ] || usage
folder=$1 ending=$2
shift 2

once() {
    file=$folder/chisotinh-$(date +%Y-%m-%d-%H%M%S)$ending
    rm -f "$folder"/chisotinh-*"$ending.part"
    if "$@" "$file.part" && [ -s "$file.part" ] && [ ! -e "$file" ] && mv "$file.part" "$file"; then
        echo "backed up: $file"
    else
        rm -f "$file.part"
        echo "NOT backed up: $file" >&2
        return 1
    fi
    # The names sort as their dates do.
    set -- "$folder"/chisotinh-*"$ending"
    while [ $# -gt "$keep" ]; do
        rm -f -- "$1"
        shift
    done
}

[ -n "$every" ] || { once "$@"; exit; }
soon=60
[ "$every" -gt "$soon" ] || soon=$every
while :; do
    if once "$@"; then sleep "$every"; else sleep "$soon"; fi
done
