"""Give one service its databases and its account. Can be repeated; sets the password anew.

Reads /etc/kiln/schema.json: {host, password, databases: [..], account, account_password},
where password is that of the administrator "kiln". Every service does this for itself
before its own migration, so that no service waits for the schema of another.
"""

import json
import re
import sys
import time

import pymysql

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
PATIENCE = 30  # seconds; behind a proxy the first connections may be dropped

with open("/etc/kiln/schema.json", encoding="utf-8") as file:
    spec = json.load(file)
for name in [*spec["databases"], spec["account"]]:
    if not NAME.match(name):
        sys.exit(f"{name!r} cannot be the name of a database or an account")

end = time.monotonic() + PATIENCE
while True:
    try:
        server = pymysql.connect(
            host=spec["host"], user="kiln", password=spec["password"], connect_timeout=5)
        break
    except pymysql.err.OperationalError as problem:
        if time.monotonic() > end:
            sys.exit(f"no database server at {spec['host']}: {problem.args[-1]}")
        time.sleep(0.3)

with server.cursor() as cursor:
    for name in spec["databases"]:
        cursor.execute(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb3")
        cursor.execute(
            f"GRANT ALL ON {name}.* TO '{spec['account']}'@'%%' IDENTIFIED BY %s",
            (spec["account_password"],))
print("databases:", *spec["databases"])
