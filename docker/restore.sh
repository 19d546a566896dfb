#!/usr/bin/env bash
# Restore a backup made by backup.sh into a database that does not exist yet:
#   restore.sh backups/inventory-20261121T030000Z inventory_restored
#
# Settings by environment: DATA_DIR (Odoo's data folder) and PostgreSQL's own PGHOST, PGPORT, PGUSER, PGPASSWORD.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: restore.sh BACKUP_FOLDER NEW_DATABASE" >&2
    exit 2
fi
from=$1 database=$2
: "${DATA_DIR:=/var/lib/odoo}"

(cd "$from" && sha256sum --check --quiet SHA256SUMS)
if [ -n "$(psql --no-align --tuples-only --dbname=postgres --set=name="$database" \
    <<<"SELECT 1 FROM pg_database WHERE datname = :'name'")" ]; then
    echo "Database $database exists. Restore under a new name, look at it, then rename: docs/install.md, Restore." >&2
    exit 1
fi
if [ -e "$DATA_DIR/filestore/$database" ]; then
    echo "Files of a database $database exist in $DATA_DIR/filestore. Move them away first." >&2
    exit 1
fi
createdb --template=template0 --encoding=UTF8 "$database"
undo() {
    dropdb --if-exists "$database"
    rm -rf "$DATA_DIR/filestore/$database"
    echo "The restore failed; nothing of it is left." >&2
}
trap undo ERR
pg_restore --no-owner --no-privileges --exit-on-error --jobs=2 --dbname="$database" "$from/database.dump"
mkdir -p "$DATA_DIR/filestore/$database"
tar --extract --gzip --file="$from/filestore.tar.gz" --directory="$DATA_DIR/filestore/$database"
# The files must belong to the user Odoo runs as: the owner of the folder they are put into.
if [ "$(id -u)" = 0 ]; then
    chown -R --reference="$DATA_DIR" "$DATA_DIR/filestore"
fi
trap - ERR
echo "restored $from as $database"
