#!/usr/bin/env bash
# One backup of the database and its files, or one every night with --every-night.
#
# Settings by environment: DB_NAME, DATA_DIR (Odoo's data folder), BACKUP_DIR, BACKUP_DAYS (0 keeps all), BACKUP_HOUR (UTC),
# and PostgreSQL's own PGHOST, PGPORT, PGUSER, PGPASSWORD.
#
# The database comes first and the files after it: Odoo only ever adds files, so all that the dump names is there.
set -Eeuo pipefail # -E: the clean-up below also happens inside functions
umask 077

: "${DB_NAME:=inventory}" "${DATA_DIR:=/var/lib/odoo}" "${BACKUP_DIR:=./backups}" "${BACKUP_DAYS:=14}" "${BACKUP_HOUR:=3}"

backup() {
    name="$BACKUP_DIR/$DB_NAME-$(date -u +%Y%m%dT%H%M%SZ)"
    mkdir -p "$BACKUP_DIR"
    # Written under another name first: a backup that is there is a whole one.
    mkdir "$name.part"
    trap 'rm -rf "$name.part"' ERR
    pg_dump --format=custom --no-owner --no-privileges --file="$name.part/database.dump" "$DB_NAME"
    if [ -d "$DATA_DIR/filestore/$DB_NAME" ]; then
        tar --create --gzip --file="$name.part/filestore.tar.gz" --directory="$DATA_DIR/filestore/$DB_NAME" .
    else
        tar --create --gzip --file="$name.part/filestore.tar.gz" --files-from=/dev/null
    fi
    (cd "$name.part" && sha256sum database.dump filestore.tar.gz >SHA256SUMS)
    mv "$name.part" "$name"
    trap - ERR
    echo "backed up to $name ($(du -sh "$name" | cut -f1))"
    if [ "$BACKUP_DAYS" -gt 0 ]; then
        find "$BACKUP_DIR" -mindepth 1 -maxdepth 1 -type d -name "$DB_NAME-*" -mtime "+$BACKUP_DAYS" -exec rm -rf {} +
    fi
}

if [ "${1:-}" != --every-night ]; then
    backup
    exit
fi
trap exit TERM INT # the first process of a container hears no signal it does not ask for
while true; do
    now=$(date -u +%s)
    next=$(date -u -d "today $BACKUP_HOUR:00" +%s)
    [ "$next" -gt "$now" ] || next=$((next + 86400))
    sleep $((next - now)) &
    wait $! # in the background, so that a stop is heard at once
    "$0" || echo "BACKUP FAILED, see above" >&2 # as a program of its own: after || the shell would not stop at errors
done
