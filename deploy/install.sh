#!/bin/sh
# Cài đặt hoặc nâng cấp Chỉ Số Tỉnh từ gói này, không cần mạng.
# Installs or upgrades Chỉ Số Tỉnh from this bundle, without a network.
#
#   ./install.sh [--prefix THƯ_MỤC] [--python PYTHON] [--no-service]
#   ./install.sh [--prefix THƯ_MỤC] --back
#
#   --prefix      nơi cài đặt: /opt/chisotinh khi là root, nếu không thì ~/.local/share/chisotinh-program
#                 where to install: /opt/chisotinh for root, else ~/.local/share/chisotinh-program
#   --python      Python nào dùng để chạy / which Python runs it
#   --no-service  chỉ cài chương trình, không cài dịch vụ systemd / the program alone, no service of systemd
#   --back        quay về bản trước đó / go back to the version before
#
# Bản mới được cài riêng và phải trả lời được một câu hỏi thì mới thay bản cũ; bản cũ được giữ lại.
# The new version is installed beside the old one and takes its place only when it answers a question; the old one is
# kept. Nothing of the database is touched.
set -eu
umask 022

say() { printf '%s\n%s\n' "$1" "$2"; }
refuse() { printf '%s\n%s\n' "$1" "$2" >&2; exit 1; }
usage() { sed -n '2,18s/^# \{0,1\}//p' "$0"; }
word() { sed -n "s/^$1=//p" "$here/bundle.txt"; }
pointed() { readlink "$prefix/$1" 2>/dev/null || :; }

# A link is put in the place of another at once: at no moment is there none.
point() {
    rm -f "$prefix/.$1.new"
    ln -s "$2" "$prefix/.$1.new"
    "$python" -c 'import os, sys; os.replace(sys.argv[1], sys.argv[2])' "$prefix/.$1.new" "$prefix/$1"
}

here=$(cd "$(dirname "$0")" && pwd)
root=no
[ "$(id -u)" != 0 ] || root=yes
destination=${DESTDIR-}
prefix='' python='' service=yes back=no
while [ $# -gt 0 ]; do
    case $1 in
        --prefix | --python)
            [ -n "${2-}" ] || { usage >&2; exit 2; }
            [ "$1" = --python ] && python=$2 || prefix=$2
            shift 2
            ;;
        --no-service) service=no; shift ;;
        --back) back=yes; shift ;;
        --help | -h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
if [ -z "$prefix" ]; then
    [ $root = yes ] && prefix=/opt/chisotinh || prefix=${HOME:?}/.local/share/chisotinh-program
fi
case $prefix in
    *[!A-Za-z0-9/._-]*) refuse "Đường dẫn $prefix chỉ nên có chữ không dấu, chữ số và . _ - /." \
        "The path $prefix may have letters without accents, digits and . _ - / only." ;;
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
esac
prefix=$destination$prefix

# --- back ------------------------------------------------------------------------------------------------------------

if [ $back = yes ]; then
    now=$(pointed current) before=$(pointed previous)
    if [ -z "$before" ] || [ ! -x "$prefix/$before/bin/python" ]; then
        refuse "Trong $prefix không có bản trước đó để quay về." "There is no version in $prefix to go back to."
    fi
    python=$prefix/$before/bin/python
    point current "$before"
    point previous "$now"
    say "Đã quay về $before. Hãy khởi động lại bot: systemctl restart chisotinh" \
        "Went back to $before. Restart the bot: systemctl restart chisotinh"
    say "Nếu bản mới đã nâng cấp cơ sở dữ liệu, bản cũ sẽ từ chối chạy: hãy khôi phục bản sao ….before-… (chisotinh restore)." \
        "If the new version upgraded the database, the old one refuses it: restore the copy ….before-… (chisotinh restore)."
    exit 0
fi

# --- is this the right machine? ---------------------------------------------------------------------------------------

for needed in bundle.txt constraints.txt SHA256SUMS wheels; do
    [ -e "$here/$needed" ] || refuse "Gói không đầy đủ: thiếu $needed. Hãy giải nén lại." \
        "The bundle is not whole: $needed is missing. Unpack it again."
done
version=$(word VERSION) wanted=$(word PYTHON) machine=$(word MACHINE) libc=$(word LIBC) least=$(word LIBC_VERSION)

[ "$(uname -m)" = "$machine" ] || refuse \
    "Gói này dành cho máy $machine, còn máy này là $(uname -m). Hãy lấy gói dành cho $(uname -m)." \
    "This bundle is for machines of the kind $machine; this one is $(uname -m). Take the bundle for $(uname -m)."

# "3.11 glibc 2.36 yes": its version, the system's C library, and whether it can make a virtual environment.
LOOK='
import importlib.util, platform, sys
parts = (".".join(map(str, sys.version_info[:2])), *(platform.libc_ver() if platform.libc_ver()[0] else ("other", "0")))
whole = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
print(*parts, "yes" if whole and sys.maxsize > 2**32 else "no")
'
look() { "$1" -I -c "$LOOK" 2>/dev/null || :; }

found=''
for candidate in ${python:-"python$wanted" python3 python}; do
    seen=$(look "$candidate")
    case $seen in
        "$wanted "*) found=$candidate; break ;;
        '') ;;
        *) other="${other-}${other+, }$candidate (${seen%% *})" ;;
    esac
done
[ -n "$found" ] || refuse \
    "Gói này cần Python $wanted. Ở đây có: ${other:-không có Python nào}. Hãy cài Python $wanted, hoặc lấy gói cho Python đang có." \
    "This bundle needs Python $wanted. Here is: ${other:-no Python at all}. Install Python $wanted, or take the bundle for yours."
python=$found
# shellcheck disable=SC2086
set -- $seen
[ "$4" = yes ] || refuse \
    "Python này không tạo được môi trường ảo. Trên Debian hoặc Ubuntu hãy cài gói python$wanted-venv." \
    "This Python cannot make virtual environments. On Debian or Ubuntu install the package python$wanted-venv."
newest() { "$python" -c 'import sys; v = [tuple(map(int, a.split(".")[:2])) for a in sys.argv[1:]]; sys.exit(v[0] < v[1])' "$1" "$2"; }
if [ "$2" != "$libc" ] || ! newest "$3" "$least"; then
    refuse "Gói này cần $libc từ $least trở lên; máy này có $2 $3. Hãy dùng hệ điều hành mới hơn." \
        "This bundle needs $libc $least or newer; this machine has $2 $3. Use a newer system."
fi
if command -v sha256sum >/dev/null; then
    (cd "$here" && sha256sum --quiet --check SHA256SUMS >/dev/null 2>&1) || refuse \
        "Gói bị hỏng hoặc đã bị sửa: tổng kiểm tra không khớp. Hãy sao chép lại." \
        "The bundle is damaged or was changed: a checksum is wrong. Copy it anew."
fi

# --- the new version, beside the old one -------------------------------------------------------------------------------

service_too=no
[ $root = no ] || [ $service = no ] || service_too=yes
if [ $service_too = yes ] && [ -z "$destination" ]; then
    id chisotinh >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir /var/lib/chisotinh --shell /usr/sbin/nologin chisotinh
fi
mkdir -p "$prefix"
old=$(pointed current)
trial=$(mktemp -d)
new='' taken=no
# shellcheck disable=SC2329
clean() { rm -rf "$trial"; [ -z "$new" ] || [ $taken = yes ] || rm -rf "${prefix:?}/$new"; }
trap clean EXIT
trap 'exit 130' INT TERM HUP

# In an empty folder, without the settings of the machine: it builds its database there and answers.
answers() {
    rm -f "$trial"/*
    said=$(cd "$trial" && env -i HOME="$trial" PATH=/usr/bin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
        CHISOTINH_DATABASE="$trial/trial.sqlite3" "$1/bin/chisotinh" ask "/rank Hung Yen PAPI") && [ -n "$said" ]
}

if [ -n "$old" ] && cmp -s "$here/SHA256SUMS" "$prefix/$old/bundle.sha256" && answers "$prefix/$old"; then
    say "Chỉ Số Tỉnh $version từ gói này đã được cài ở đây." "Chỉ Số Tỉnh $version of this bundle is installed here already."
else
    new=venv-$version-$(date +%Y%m%d%H%M%S)-$$
    say "Đang cài Chỉ Số Tỉnh $version vào $prefix/$new …" "Installing Chỉ Số Tỉnh $version into $prefix/$new …"
    "$python" -m venv "$prefix/$new"
    # Neither the settings of this machine's pip nor an index has a say.
    PIP_CONFIG_FILE=/dev/null "$prefix/$new/bin/python" -I -m pip --isolated install --quiet \
        --disable-pip-version-check --no-cache-dir --no-index --find-links "$here/wheels" \
        --constraint "$here/constraints.txt" "chisotinh[pdf,postgres,socks]==$version" || refuse \
        "Không cài được; bản đang dùng không bị thay đổi." "It could not be installed; what is in use was not changed."
    answers "$prefix/$new" || refuse \
        "Bản mới không trả lời được nên không được dùng; bản đang dùng không bị thay đổi." \
        "The new version does not answer, so it is not used; what is in use was not changed."
    if [ $service_too = yes ] && [ -z "$destination" ]; then
        runuser -u chisotinh -- "$prefix/$new/bin/python" -I -c '' 2>/dev/null || refuse \
            "Người dùng chisotinh không chạy được $python. Hãy dùng Python của hệ thống: --python /usr/bin/python$wanted." \
            "The user chisotinh may not run $python. Take the system's Python: --python /usr/bin/python$wanted."
    fi
    cp "$here/SHA256SUMS" "$prefix/$new/bundle.sha256"
    [ -z "$old" ] || [ ! -d "$prefix/$old" ] || point previous "$old"
    point current "$new"
    taken=yes
    for one in "$prefix"/venv-*; do
        case ${one##*/} in "$new" | "$old") ;; *) rm -rf "$one" ;; esac
    done
fi
for one in backup.sh operating.md van-hanh.md; do
    cp "$here/$one" "$prefix/.$one.new"
    mv -f "$prefix/.$one.new" "$prefix/$one"
done
chmod 755 "$prefix/backup.sh"
program=${prefix#"$destination"}

if [ $service_too = no ]; then
    say "Xong. Chạy: $program/current/bin/chisotinh --help" "Done. Run: $program/current/bin/chisotinh --help"
    exit 0
fi

# --- the service -----------------------------------------------------------------------------------------------------

if [ -z "$destination" ]; then
    owner="-o chisotinh -g chisotinh"
else # for a package: the user is made, and the files are given to it, where that is installed
    owner=''
fi
mkdir -p "$destination/etc/systemd/system" "$destination/usr/local/bin"
# shellcheck disable=SC2086
{
    [ -d "$destination/var/lib/chisotinh" ] || install -d $owner -m 0700 "$destination/var/lib/chisotinh"
    [ -d "$destination/var/backups/chisotinh" ] || install -d $owner -m 0700 "$destination/var/backups/chisotinh"
    [ -e "$destination/etc/chisotinh.env" ] || install $owner -m 0600 "$here/chisotinh.env" "$destination/etc/chisotinh.env"
}
for one in chisotinh.service chisotinh-backup.service chisotinh-backup.timer; do
    sed "s#/opt/chisotinh#$program#g" "$here/$one" >"$destination/etc/systemd/system/$one"
done
sed "s#/opt/chisotinh#$program#g" "$here/chisotinh.sh" >"$destination/usr/local/bin/chisotinh"
chmod 755 "$destination/usr/local/bin/chisotinh"
if [ -z "$destination" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
fi

if [ -z "$new" ]; then
    say "Xong." "Done."
elif [ -z "$old" ]; then
    say "Xong. Hãy ghi CHISOTINH_TOKEN vào /etc/chisotinh.env, rồi: systemctl enable --now chisotinh chisotinh-backup.timer" \
        "Done. Write CHISOTINH_TOKEN into /etc/chisotinh.env, then: systemctl enable --now chisotinh chisotinh-backup.timer"
else
    say "Xong. Để dùng bản mới: systemctl restart chisotinh. Để quay lại: $0 --back" \
        "Done. To use the new version: systemctl restart chisotinh. To go back: $0 --back"
fi
say "Hướng dẫn: $program/van-hanh.md" "How to operate it: $program/operating.md"
